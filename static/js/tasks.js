// A board of tasks: dragging does the same as the buttons on each card.

const CARD = "[data-task-card]";
const COLUMN = "[data-task-column]";
let dragged = null;
let focus = "";

function makeDraggable() {
  for (const card of document.querySelectorAll(CARD)) card.draggable = true;
}

function mark(column) {
  for (const each of document.querySelectorAll(COLUMN)) {
    each.classList.toggle("om-oppgavetavle__kolonne--mal", each === column);
  }
}

const columnAt = (event) => (dragged ? event.target.closest(COLUMN) : null);

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(CARD);
  dragged?.classList.add("om-oppgavekort--dras");
});
document.addEventListener("dragover", (event) => {
  const column = columnAt(event);
  if (column) event.preventDefault();
  mark(column);
});
document.addEventListener("drop", (event) => {
  const column = columnAt(event);
  if (!column) return;
  event.preventDefault();
  dragged.querySelector(`button[name="state"][value="${column.dataset.taskColumn}"]`)?.click();
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("om-oppgavekort--dras");
  dragged = null;
  mark(null);
});

// The button that was pressed is gone with the old board: the task itself takes the focus, where it stands now.
document.addEventListener("htmx:beforeRequest", (event) => {
  focus = event.target.dataset?.focus ?? "";
});
document.addEventListener("htmx:afterSettle", () => {
  makeDraggable();
  if (focus) document.getElementById(focus)?.focus();
  focus = "";
});
makeDraggable();

// A board of tasks: dragging, and Alt with an arrow, do the same as the buttons on each card.

const CARD = "[data-task-card]";
const COLUMN = "[data-task-column]";
let dragged = null;
let focus = [];

function makeDraggable() {
  for (const card of document.querySelectorAll(CARD)) card.draggable = true;
}

const columnAt = (event) => (dragged ? event.target.closest(COLUMN) : null);

// The card that one dropped here is to stand before, or else the last one, that it is to stand after.
function besideIn(column, y) {
  const others = [...column.querySelectorAll(CARD)].filter((card) => card !== dragged);
  const before = others.find((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y < top + height / 2;
  });
  return before ? { before } : { after: others.at(-1) };
}

function mark(column, { before, after } = {}) {
  for (const each of document.querySelectorAll(COLUMN)) {
    each.classList.toggle("om-oppgavetavle__kolonne--mal", each === column);
  }
  for (const each of document.querySelectorAll(CARD)) {
    each.classList.toggle("om-oppgavekort--foran", each === before);
    each.classList.toggle("om-oppgavekort--etter", each === after);
  }
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(CARD);
  dragged?.classList.add("om-oppgavekort--dras");
});
document.addEventListener("dragover", (event) => {
  const column = columnAt(event);
  if (column) event.preventDefault();
  mark(column, column ? besideIn(column, event.clientY) : {});
});
document.addEventListener("drop", (event) => {
  const column = columnAt(event);
  if (!column) return;
  event.preventDefault();
  const { before, after } = besideIn(column, event.clientY);
  const values = { state: column.dataset.taskColumn };
  if (before) values.before = before.dataset.taskCard;
  if (after) values.after = after.dataset.taskCard;
  const source = dragged.querySelector("form");
  window.htmx.ajax("POST", source.action, { source, target: "#tavle", swap: "outerHTML", values });
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("om-oppgavekort--dras");
  dragged = null;
  mark(null);
});

const STEPS = { ArrowUp: "before", ArrowDown: "after" };

document.addEventListener("keydown", (event) => {
  const step = event.altKey && STEPS[event.key];
  const card = step && event.target.closest?.(CARD);
  if (!card) return;
  event.preventDefault();
  card.querySelector(`button[name="${step}"]`)?.click();
});

// With the new board what had the focus is gone: the same in the new one takes it, or else the task itself.
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  const card = target.closest?.(CARD);
  if (!card) return;
  const own = card.contains(document.activeElement) ? document.activeElement.id : "";
  focus = [own, target.dataset.focus];
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "tavle") return;
  makeDraggable();
  const found = focus.map((id) => document.getElementById(id));
  found.find((each) => each && !each.disabled)?.focus();
  focus = [];
});
makeDraggable();

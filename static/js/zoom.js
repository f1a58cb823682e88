// Boards with many notes made smaller or larger, by buttons or by the keys + and − while one of them has the focus.
// This browser keeps the size. `data-zoom-at` on the board's frame says it to board.css.

const LEVELS = [40, 55, 70, 85, 100, 125];
const KEY = "board-zoom";
const STEPS = { "+": 1, "-": -1 };

function level() {
  const kept = Number(localStorage.getItem(KEY));
  return LEVELS.includes(kept) ? kept : 100;
}

function show() {
  for (const group of document.querySelectorAll("[data-zoom]")) {
    const now = level();
    group.hidden = false;
    group.closest("[data-board-room]").dataset.zoomAt = now;
    group.querySelector("[data-zoom-level]").textContent = `${now} %`;
    for (const button of group.querySelectorAll("[data-zoom-step]")) {
      // Not `disabled`, which would take the focus away from who presses once more.
      button.setAttribute("aria-disabled", String(next(Number(button.dataset.zoomStep)) === now));
    }
  }
}

function next(step) {
  return LEVELS[Math.min(Math.max(LEVELS.indexOf(level()) + step, 0), LEVELS.length - 1)];
}

function go(step) {
  localStorage.setItem(KEY, next(step));
  show();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom-step]");
  if (button) go(Number(button.dataset.zoomStep));
});

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.metaKey || !event.target.closest("[data-zoom]")) return;
  event.preventDefault();
  go(step);
});

document.addEventListener("refresh:shown", show);
show();

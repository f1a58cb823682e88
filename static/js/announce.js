// What a screen reader says without moving there.

// In place from the start: a screen reader does not hear the first words of a region that has just come.
const announcer = document.createElement("div");
announcer.className = "ds-sr-only";
announcer.setAttribute("aria-live", "polite");
document.body.append(announcer);

export function announce(text) {
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = text), 50);
}

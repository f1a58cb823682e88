// What a screen reader says without moving there: one polite region for the page.
//
// What one does oneself is confirmed at once (`announce`). What others do waits for its turn (`report`, `count`):
// at most one message in five seconds, of each kind the latest or how many; and never on top of a confirmation.

const PAUSE = 5000;
// In place from the start: a screen reader does not hear the first words of a region that has just come.
const announcer = document.createElement("div");
announcer.className = "ds-sr-only";
announcer.setAttribute("aria-live", "polite");
document.body.append(announcer);

const waiting = new Map();
let quietUntil = 0;
let timer = null;

export function announce(text) {
  say(text);
  if (waiting.size) plan();
}

// Of several texts with the same key within five seconds the last one is said.
export function report(text, key = text) {
  waiting.set(key, { words: text, n: 1 });
  plan();
}

// `words` say it of one and of several, «1 new reply|{n} new replies»; within five seconds they are added up.
export function count(words, n = 1) {
  waiting.set(words, { words, n: (waiting.get(words)?.n ?? 0) + n });
  plan();
}

function say(text) {
  quietUntil = performance.now() + PAUSE;
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = text), 50);
}

function plan() {
  clearTimeout(timer);
  timer = setTimeout(tell, Math.max(0, quietUntil - performance.now()));
}

function tell() {
  const messages = [...waiting.values()].map(inWords);
  waiting.clear();
  say(messages.join(". "));
}

export function inWords({ words, n }) {
  const [one, many = one] = words.split("|");
  return n === 1 ? one : many.replace("{n}", n);
}

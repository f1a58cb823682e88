// Who else has a thread open, and who of them is writing: told by the page's room while its line is open, and
// gone with it. The element says in which words, and who is oneself; without this it is not there.
//
// A form with `data-tells-writing` says that one types in it, seldom; what is typed stays here. A screen reader
// hears of each who writes once in a while, in its turn; who comes and goes can be read.

import { inWords, report } from "./announce.js";
import { tellWriting } from "./live.js";
import { inPlace } from "./refresh.js";

const NAMED = 5;
const AGAIN = 3000;
const SAID_AGAIN = 60000;

const saidAt = new Map();
const toldAt = new WeakMap();
let latest = null;

const list = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });

// `words` with these names where it says {names}; of those who are many, how many more.
function inSentence(words, names, more = []) {
  const [before, after = ""] = words.split("{names}");
  const parts = list.formatToParts([...names, ...more]).map(({ type, value }) => {
    if (type !== "element") return value;
    const name = document.createElement("bdi");
    name.textContent = value;
    return name;
  });
  return [before, ...parts, after];
}

function fill(place, parts) {
  if (!place) return;
  inPlace(place, () => {
    place.replaceChildren(...parts);
    place.hidden = false;
  });
}

function show(room) {
  const here = room.querySelector("[data-company-here]");
  if (!here || !latest) return;
  const { me, alone, here: words, you, more } = here.dataset;
  const others = Object.entries(latest.people).filter(([id, name]) => id !== me && name);
  const named = others.slice(0, NAMED).map(([, name]) => name);
  const rest = latest.present - 1 - named.length;
  const tail = rest > 0 ? [inWords({ words: more, n: rest })] : [];
  const isAlone = latest.present < 2;
  fill(here, isAlone ? [alone] : inSentence(inWords({ words, n: latest.present }), [you, ...named], tail));
  showWriting(room, me);
}

function showWriting(room, me) {
  const place = room.querySelector("[data-company-writing]");
  if (!place) return;
  const writers = Object.entries(latest.writing).filter(([id, name]) => id !== me && name);
  const names = writers.map(([, name]) => name);
  const words = inWords({ words: place.dataset.words, n: names.length });
  fill(place, names.length ? inSentence(words, names) : []);
  const now = performance.now();
  const isNews = writers.some(([id]) => !(now - saidAt.get(id) < SAID_AGAIN));
  for (const [id] of writers) saidAt.set(id, now);
  if (isNews) report(place.textContent, "company");
}

function onTyped(form) {
  const room = form.closest("[data-live-room]").dataset.liveRoom;
  const isEmpty = !form.elements.text.value.trim();
  const now = performance.now();
  if (isEmpty) onDone(form);
  else if (!(now - toldAt.get(form) < AGAIN) && tellWriting(room, true)) toldAt.set(form, now);
}

function onDone(form) {
  if (toldAt.delete(form)) tellWriting(form.closest("[data-live-room]").dataset.liveRoom, false);
}

const formOf = (element) => element.closest("form[data-tells-writing]");

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (form && event.target === form.elements.text) onTyped(form);
});
document.addEventListener("submit", (event) => formOf(event.target) && onDone(formOf(event.target)));
document.addEventListener("live:company", (event) => {
  latest = event.detail;
  show(event.target);
});
// What one has written oneself comes with the part of the page that the words stand in.
document.addEventListener("htmx:afterSettle", () => {
  const here = document.querySelector("[data-company-here]");
  if (here) show(here.closest("[data-live-room]"));
});
document.addEventListener("live:state", ({ detail }) => {
  if (detail === "open") return;
  latest = null;
  for (const place of document.querySelectorAll("[data-company-here], [data-company-writing]")) place.hidden = true;
});

// A participant's page follows what the meeting shows. While something typed holds it, it says what the meeting
// shows now, with a way there that keeps the words: they stand in their form again when one is back at it.

import { refresh } from "./refresh.js";

const activity = document.querySelector("#activity");
const status = document.querySelector("[data-meeting-now]");
let told = null;

const keyOf = (form) => `draft:${form.action}`;
const textsOf = (form) => [...form.querySelectorAll("textarea, input[type=text]")].filter(({ name }) => name);
const typedIn = (form) => textsOf(form).filter((field) => field.value !== field.defaultValue);

function keepDrafts() {
  for (const form of activity.querySelectorAll("form")) {
    const typed = typedIn(form).map(({ name, value }) => [name, value]);
    if (typed.length) sessionStorage.setItem(keyOf(form), JSON.stringify(typed));
  }
}

function giveDraftsBack() {
  for (const form of activity.querySelectorAll("form")) {
    const kept = sessionStorage.getItem(keyOf(form));
    if (!kept) continue;
    sessionStorage.removeItem(keyOf(form));
    for (const [name, value] of JSON.parse(kept)) {
      const field = textsOf(form).find((each) => each.name === name);
      if (field && !field.value) field.value = value;
    }
  }
}

function letGo() {
  for (const form of activity.querySelectorAll("form")) form.reset();
  refresh(activity);
}

function say(words, link) {
  const place = status.querySelector("[data-words]");
  place.textContent = words;
  status.querySelector("a").hidden = !link;
  status.hidden = false;
}

function onHeld(event) {
  if (event.target !== activity || !told) return;
  const shown = activity.querySelector("h2")?.textContent.trim();
  if (told.title && told.title === shown) status.hidden = true;
  else say(told.title ? status.dataset.shows.replace("{title}", told.title) : status.dataset.goneOn, true);
}

// Nothing can be sent any more: the words are shown to be copied, and the forms go.
function onClosed() {
  const words = [...activity.querySelectorAll("form")].flatMap((form) => typedIn(form).map(({ value }) => value));
  if (!activity.dataset.refreshUrl) {
    location.reload();
    return;
  }
  letGo();
  if (words.length) say(`${status.dataset.unsent} ${words.join(" · ")}`, false);
}

function onChange({ detail }) {
  if (detail.what !== "activity") return;
  told = detail;
  if (detail.closed) onClosed();
}

function onShown(event) {
  giveDraftsBack();
  if (event.target !== activity || told?.closed) return;
  status.hidden = true;
}

if (activity && status) {
  document.addEventListener("live:change", onChange);
  document.addEventListener("refresh:held", onHeld);
  document.addEventListener("refresh:shown", onShown);
  status.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    keepDrafts();
    letGo();
  });
  giveDraftsBack();
}

// A live board: notes that come, change, move and go; one's own notes kept until the server has them; dragging.
//
// What the hub tells is applied as it is; the server alone says where things stand. A note that is written goes
// into a list on this machine first, and stays there, seen as waiting, until the server has taken it.

import { announce, count, inWords } from "./announce.js";

const RETRY = 4000;

function cookie(name) {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

function element(html) {
  return document.createRange().createContextualFragment(html.trim()).firstElementChild;
}

const noteOf = (room, id) => room.querySelector(`#note-${id}`);
const listOf = (room, name) => room.querySelector(`[data-list="${name}"]`);

// ---- What is told

const heard = new Set();

function putNote(room, { id, list, html }) {
  const place = listOf(room, list);
  if (!place) return;
  const before = noteOf(room, id);
  if (before?.isEarly) {
    // It was put here before its turn, by the answer to who wrote it: others may have come in between.
    place.append(before);
    before.isEarly = false;
  }
  const note = element(html);
  giveTools(room, note, id, before);
  if (before && before.parentElement === place) before.replaceWith(note);
  else {
    before?.remove();
    place.append(note);
  }
  window.htmx?.process(note);
  // What is on its way from here is confirmed by itself, and what is put in again has been told of.
  const isOthers = !before && !room.querySelector("[data-note-form]")?.isSending;
  if (isOthers && note.dataset.news && !heard.has(id)) count(note.dataset.news);
  heard.add(id);
}

// The tools of a note are its reader's own, so they are not in what all are told.
function giveTools(room, note, id, before) {
  const place = note.querySelector("[data-note-tools]");
  const had = before?.querySelector("[data-note-tools]");
  if (had) {
    place.replaceChildren(...had.childNodes);
    note.className = before.className;
    return;
  }
  const own = (room.dataset.own ?? "").split(" ").includes(String(id));
  const template = room.querySelector(`template[${own ? "data-own-tools" : "data-tools"}]`);
  if (!template) return;
  if (own) note.classList.add("om-lapp--egen");
  const tools = template.content.cloneNode(true);
  for (const each of tools.querySelectorAll("[href], [value], [id]")) {
    if (each.id) each.id = each.id.replace(/-0$/, `-${id}`);
    if (each.hasAttribute("href")) each.setAttribute("href", each.getAttribute("href").replace(/\b0\b/, id));
    if (each.value === "0") each.setAttribute("value", id);
    if (each.name === "client_id") each.setAttribute("value", crypto.randomUUID());
  }
  place.append(tools);
}

function putOrder(room, lists) {
  for (const [name, keys] of Object.entries(lists)) {
    const place = listOf(room, name);
    if (!place) continue;
    const active = document.activeElement;
    // What is here and not in the order came after it, by a picture that is newer than what was told.
    place.prepend(...keys.map((key) => noteOf(room, key)).filter(Boolean));
    if (active && place.contains(active)) active.focus({ preventScroll: true });
  }
}

function putCluster(room, { id, column, name, html }) {
  const known = room.querySelector(`#cluster-${id}`);
  const label = known?.querySelector("[data-cluster-name]");
  if (label) label.textContent = name || element(html).querySelector("[data-cluster-name]").textContent;
  else room.querySelector(`[data-clusters="${column}"]`)?.append(element(html));
}

function putNumber(room, { column, count }) {
  const place = room.querySelector(`#column-${column} [data-unseen]`);
  if (!place) return;
  place.dataset.unseen = count;
  const own = room.querySelectorAll(`#column-${column} [data-note]`).length;
  place.textContent = inWords({ words: place.dataset.words, n: Math.max(count - own, 0) });
}

// One's own note came or went: what all are told counts everybody's.
function countAnew(room) {
  for (const place of room.querySelectorAll("[data-unseen]")) {
    const column = place.closest("[id^=column-]").id.replace("column-", "");
    if (place.dataset.unseen) putNumber(room, { column, count: Number(place.dataset.unseen) });
  }
}

// Notes were put or taken away here since the part was fetched: when it is fetched again it is shown, even if it
// says what it said last time. What comes while it is on its way may be newer than it, and is put in again.
const late = [];

function keepInMind(room, change) {
  const part = room.querySelector("[data-refresh-url]");
  if (!part) return;
  part.lastFragment = null;
  if (part.isRefreshing) late.push([room, change]);
  else late.length = 0;
}

function applyLate({ target }) {
  const mine = late.filter(([room]) => room.contains(target));
  if (mine.length) late.length = 0;
  for (const [room, change] of mine) APPLY[change.what](room, change);
}

function takeAway(room, { id }) {
  noteOf(room, id)?.remove();
  countAnew(room);
}

const APPLY = {
  note: putNote,
  gone: takeAway,
  order: (room, { lists }) => putOrder(room, lists),
  cluster: putCluster,
  number: putNumber,
};

// What comes while a note is dragged waits until it is let go.
let dragged = null;
const held = [];

function onChange(event) {
  const apply = APPLY[event.detail.what];
  const room = event.target.closest("[data-board-room]");
  if (!apply || !room) return;
  // Who arranges gets a new cluster with the tools for it: that part of the page is fetched.
  const isFetched = event.detail.what === "cluster" && room.dataset.arrangeUrl;
  if (!isFetched) event.preventDefault();
  keepInMind(room, event.detail);
  if (dragged) held.push([room, event.detail]);
  else apply(room, event.detail);
}

// ---- Notes that are written here

const key = (form) => `note-queue:${form.action}`;
const queued = (form) => JSON.parse(localStorage.getItem(key(form)) ?? "[]");

function keep(form, notes) {
  localStorage.setItem(key(form), JSON.stringify(notes));
  showQueue(form, notes);
}

function showQueue(form, notes) {
  const list = form.parentElement.querySelector("[data-note-queue]");
  if (!list) return;
  list.hidden = notes.length === 0;
  list.replaceChildren(
    ...notes.map(({ text, error }) => {
      const note = document.createElement("li");
      note.className = "om-lapp om-lapp--venter";
      const words = document.createElement("p");
      words.textContent = text;
      const state = document.createElement("p");
      state.className = "om-lapp__fra";
      state.textContent = error ?? form.dataset.waiting;
      note.append(words, state);
      return note;
    }),
  );
}

function onSubmit(event) {
  const form = event.target.closest("[data-note-form]");
  if (!form || !new FormData(form).get("text").trim()) return;
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  keep(form, [...queued(form), fields]);
  form.elements.text.value = "";
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.client_id.value = crypto.randomUUID();
  keepChoices(form);
  form.elements.text.focus();
  form.dispatchEvent(new CustomEvent("refresh:released", { bubbles: true }));
  send(form);
}

// The column stays chosen for the next note, and is nothing that waits to be sent.
function keepChoices(form) {
  for (const field of form.elements) {
    if (/^(checkbox|radio)$/.test(field.type)) field.defaultChecked = field.checked;
    for (const option of field.options ?? []) option.defaultSelected = option.selected;
  }
}

async function send(form) {
  if (form.isSending || !form.isConnected) return;
  form.isSending = true;
  try {
    for (let note = queued(form)[0]; note; note = queued(form)[0]) {
      const answer = await post(form.action, note);
      if (answer.status >= 500) throw new Error(answer.statusText);
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
      if (answer.status === 429) {
        keep(form, [{ ...note, error: told.errors[0] }, ...queued(form).slice(1)]);
        throw new Error(answer.statusText);
      }
      keep(form, queued(form).slice(1));
      if (answer.ok && told) taken(form, told);
      else giveBack(form, note, told);
    }
  } catch {
    setTimeout(() => send(form), RETRY);
  } finally {
    form.isSending = false;
  }
}

function post(url, fields) {
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Accept: "application/json", "X-CSRFToken": csrf() },
    credentials: "same-origin",
  });
}

const csrf = () =>
  document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? cookie("csrftoken");

function taken(form, note) {
  const room = form.closest("[data-board-room]");
  room.dataset.own = `${room.dataset.own ?? ""} ${note.id}`.trim();
  const known = noteOf(room, note.id);
  if (known) {
    // What all were told of it is as new as the answer, or newer: only the tools are missing.
    known.querySelector("[data-note-tools]").replaceChildren();
    giveTools(room, known, note.id, null);
  } else {
    putNote(room, note);
    const early = noteOf(room, note.id);
    if (early) early.isEarly = true;
  }
  countAnew(room);
  announce(form.dataset.sent);
}

// What the server will not have comes back into the form, with the reason.
function giveBack(form, note, told) {
  const { text } = form.elements;
  if (!text.value) text.value = note.text;
  const reason = told?.errors?.join(" ") ?? form.dataset.failed;
  let place = form.querySelector("[data-note-error]");
  if (!place) {
    place = document.createElement("p");
    place.dataset.noteError = "";
    place.className = "ds-validation-message";
    place.tabIndex = -1;
    form.prepend(place);
  }
  place.textContent = reason;
  place.focus();
}

// The form stays as it is while the rest is fetched: who sees what one writes in it may be another answer now.
function sayWhoSees() {
  for (const now of document.querySelectorAll("template[data-seen-by-now]")) {
    const place = now.closest("[data-board-room]").querySelector("[data-seen-by]");
    if (place) place.textContent = now.content.textContent.trim();
  }
}

function sendAll() {
  for (const form of document.querySelectorAll("[data-note-form]")) {
    showQueue(form, queued(form));
    send(form);
  }
}

// ---- Dragging, the same that the menu does

function onPointerDown(event) {
  const note = event.target.closest("[data-note]");
  const room = note?.closest("[data-arrange-url]");
  if (!room || event.button || event.target.closest("a, button, input, select, summary")) return;
  dragged = { note, room, x: event.clientX, y: event.clientY, moves: false };
}

function onPointerMove(event) {
  if (!dragged) return;
  const { note } = dragged;
  if (!dragged.moves && Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y) < 8) return;
  if (!dragged.moves) {
    dragged.moves = true;
    note.classList.add("om-lapp--dras");
    note.setPointerCapture(event.pointerId);
  }
  mark(targetAt(event));
}

function targetAt({ clientX, clientY }) {
  const under = document.elementsFromPoint(clientX, clientY);
  const onto = under.map((each) => each.closest("[data-note]")).find((each) => each && each !== dragged.note);
  const list = under.map((each) => each.closest("[data-list], [data-cluster]")).find(Boolean);
  const column = under.map((each) => each.closest(".om-tavle__kolonne")).find(Boolean);
  return { onto, list: list?.querySelector("[data-list]") ?? list ?? column?.querySelector(":scope > [data-list]"), y: clientY };
}

function mark({ onto, list }) {
  for (const each of document.querySelectorAll(".om-mal")) each.classList.remove("om-mal");
  (onto ?? list)?.classList.add("om-mal");
}

async function onPointerUp(event) {
  if (!dragged) return;
  const { note, room, moves } = dragged;
  const target = moves ? targetAt(event) : {};
  mark({});
  note.classList.remove("om-lapp--dras");
  dragged = null;
  for (const [each, change] of held.splice(0)) APPLY[change.what](each, change);
  const fields = moves && placeIn(target);
  if (!fields) return;
  // A field that has the focus would hold back what comes of it.
  if (room.contains(document.activeElement)) document.activeElement.blur();
  const answer = await post(room.dataset.arrangeUrl, { note: note.dataset.note, ...fields });
  if (!answer.ok) announce((await answer.json()).errors?.[0] ?? answer.statusText);
}

// On the middle of a note: together with it. On its upper or lower edge: before or after it.
function placeIn({ onto, list, y }) {
  if (!onto) return list && { to: list.dataset.list };
  const { top, height } = onto.getBoundingClientRect();
  const edge = (y - top) / height;
  const own = onto.closest("[data-list]");
  if (edge > 0.25 && edge < 0.75 && !own.dataset.list.startsWith("k")) return { to: `n${onto.dataset.note}` };
  const before = edge <= 0.5 ? onto : onto.nextElementSibling;
  return { to: own.dataset.list, ...(before && { before: before.dataset.note }) };
}

function onPointerCancel() {
  dragged?.note.classList.remove("om-lapp--dras");
  dragged = null;
  mark({});
}

document.addEventListener("live:change", onChange);
document.addEventListener("submit", onSubmit, true);
document.addEventListener("pointerdown", onPointerDown);
document.addEventListener("pointermove", onPointerMove);
document.addEventListener("pointerup", onPointerUp);
document.addEventListener("pointercancel", onPointerCancel);
document.addEventListener("refresh:shown", applyLate);
document.addEventListener("refresh:shown", sayWhoSees);
document.addEventListener("refresh:shown", sendAll);
window.addEventListener("online", sendAll);
sendAll();

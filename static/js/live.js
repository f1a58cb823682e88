// Follows the rooms that a page shows: what changes there reaches the page without a reload.
//
// An element with `data-live-room` and `data-live-since` (made by the server) is a room on the page. On every
// change it gets the event `live:change`, with what was told as `detail`. Unless somebody prevents it:
//
// - a change with `html` puts it in: `swap` (append, prepend, replace, remove) says how, `target` where. In what
//   has `data-live-most`, no more than so many. One `by` whom the room says is its reader (`data-live-own`) is
//   not put in: what is their own they fetch at once;
// - what has `data-refresh-url` in it, or is it, is fetched anew (refresh.js). `data-live-on="reply vote"`
//   narrows that to some changes; `data-live-ask` names a hidden button instead, which shows that there is
//   something new and fetches it. A change `about` something that is shown already, by its id, does not wait.
//
// What `data-live-refused` on a room says takes the place of its parts when one may not be there any more.
//
// A room that counts tells how many have it open: put where `data-live-present` is, and in `live:present`. One that
// names them tells who they are and who is writing, in `live:company`; `tellWriting` says that one does so oneself.
//
// When too much was missed it gets `live:reset`, and everything in it is fetched. `<html data-live>` says
// whether the line is open. One that breaks is opened again by itself, from the last number that was seen: so
// nothing is missed, and nothing comes twice. Without a line, pages work as they are.

import { count, report } from "./announce.js";
import { inPlace, isInUse, outrun, refresh } from "./refresh.js";

// The hub's own codes (portal/live/sockets.py); the rest is trouble on the way.
const COME_IN_ANEW = 4401;
const NO_ENTRY = 4403;
const PING = "?";
const PONG = "!";
const WRITES = "~";
const RESTS = ".";
const STEADY = 5000;
// A page that is looked at tries so often that it is right again within three seconds of its server's return.
const WAIT = 1500;
const WAIT_ANEW = 300;
const LONGEST_WAIT = 30000;
const PATIENCE = 8000;
const PATIENCE_ON_RETURN = 1500;
const QUIET = 45000;
const TICK = 2000;
const SLEPT = 10000;
const MOST = 12;
// Within so many milliseconds a page fetches what has changed: longer where many have it open.
const SPREAD = 250;
const SPREAD_EACH = 20;

const rooms = new Map();
const held = [];
let socket = null;
let asked = "";
let attempts = 0;
let timers = {};

// `name` runs after so many milliseconds; of two by one name only the later.
function later(name, milliseconds, run) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(run, milliseconds);
}

function say(state) {
  if (document.documentElement.dataset.live === state) return;
  document.documentElement.dataset.live = state;
  document.dispatchEvent(new CustomEvent("live:state", { detail: state }));
}

// More than these the hub does not take: a page with many parts has one room for them all.
const entered = () => [...rooms].filter(([, room]) => !room.isRefused).slice(0, MOST);
const namesEntered = () => entered().map(([name]) => name).join();
const elementsOf = (name) => document.querySelectorAll(`[data-live-room="${CSS.escape(name)}"]`);

// Called when the page has got something new in it.
export function follow() {
  for (const element of document.querySelectorAll("[data-live-room]")) {
    const { liveRoom: name, liveSince: since } = element.dataset;
    const known = rooms.get(name);
    if (!known) rooms.set(name, { number: Number(since), isRefused: false, isNew: true });
    else if (known.isNew) known.number = Math.min(known.number, Number(since));
  }
  for (const room of rooms.values()) room.isNew = false;
  for (const name of rooms.keys()) if (!elementsOf(name).length) rooms.delete(name);
  const wanted = namesEntered();
  if (wanted === asked && (socket || timers.open)) return;
  asked = wanted;
  hangUp();
  if (wanted) open();
}

function hangUp() {
  for (const timer of Object.values(timers)) clearTimeout(timer);
  timers = {};
  const old = socket;
  socket = null;
  old?.close();
}

function open() {
  timers.open = null;
  const query = new URLSearchParams({ language: document.documentElement.lang });
  for (const [name, room] of entered()) query.append("room", `${name}@${room.number}`);
  const line = new WebSocket(`${location.origin.replace("http", "ws")}/live/socket/?${query}`);
  socket = line;
  line.onopen = () => later("steady", STEADY, () => (attempts = 0));
  line.onmessage = (event) => line === socket && hear(event.data);
  line.onclose = (event) => line === socket && onClosed(event);
  // Some networks swallow what they do not know, and say nothing.
  later("alive", PATIENCE, () => line.close());
  watchClock();
}

function onClosed({ code }) {
  hangUp();
  say("away");
  if (code === NO_ENTRY) return;
  // Everybody is let go at once when a server is changed; they must not all come back at once.
  const most = document.hidden ? LONGEST_WAIT : WAIT;
  const longest = Math.min(most, (code === COME_IN_ANEW ? WAIT_ANEW : WAIT) * 2 ** attempts);
  attempts += 1;
  later("open", 100 + Math.random() * longest, open);
}

function hear(text) {
  say("open");
  later("alive", QUIET, ask);
  if (text !== PONG) onTold(JSON.parse(text));
}

// A line can be dead without a word: after silence, and when one comes back to the page.
function ask(patience = PATIENCE, code = 0) {
  if (socket?.readyState !== WebSocket.OPEN) return;
  const line = socket;
  line.send(PING);
  later("alive", patience, () => {
    if (line !== socket) return;
    // A dead line takes long to close; it is left behind.
    onClosed({ code });
  });
}

// A machine that was asleep says nothing of it, but its clock has leapt. A line hardly outlives that.
function watchClock() {
  const before = Date.now();
  later("clock", TICK, () => {
    if (Date.now() - before < SLEPT || document.hidden) watchClock();
    else onClosed({ code: COME_IN_ANEW });
  });
}

// Whether it could be told. The room must be one that names those who are there.
export function tellWriting(name, isWriting) {
  if (socket?.readyState !== WebSocket.OPEN || !entered().some(([known]) => known === name)) return false;
  socket.send((isWriting ? WRITES : RESTS) + name);
  return true;
}

function onTold(told) {
  const room = rooms.get(told.room);
  if (!room) return;
  if (told.refused) {
    room.isRefused = true;
    asked = namesEntered();
    for (const element of elementsOf(told.room)) leave(element);
    return;
  }
  if (told.present !== undefined) {
    room.present = told.present;
    for (const element of elementsOf(told.room)) showPresence(element, told);
    return;
  }
  if (told.reset) {
    room.number = told.to;
    for (const element of elementsOf(told.room)) reset(element);
    return;
  }
  if (told.after > room.number) {
    // Something is missing in between: asked for anew, it comes.
    onClosed({ code: COME_IN_ANEW });
    return;
  }
  const news = told.changes.filter((change) => change.number > room.number);
  room.number = Math.max(room.number, told.to);
  for (const element of elementsOf(told.room)) for (const change of news) onChange(element, change);
}

function reset(element) {
  element.dispatchEvent(new CustomEvent("live:reset", { bubbles: true }));
  for (const part of partsOf(element)) refreshSoon(part);
}

function showPresence(element, told) {
  for (const place of element.querySelectorAll("[data-live-present]")) place.textContent = told.present;
  element.dispatchEvent(new CustomEvent("live:present", { bubbles: true, detail: told.present }));
  if (told.people) element.dispatchEvent(new CustomEvent("live:company", { bubbles: true, detail: told }));
}

// What one may not see any more goes out of sight; what one has typed beside it stays.
function leave(element) {
  const { liveRefused: words } = element.dataset;
  const parts = words ? partsOf(element) : [];
  if (!parts.length) return;
  const title = parts[0].querySelector("h1") ?? document.createElement("p");
  title.textContent = words;
  for (const part of parts) {
    delete part.dataset.refreshUrl;
    part.replaceChildren();
  }
  parts[0].append(title);
  report(words);
}

function onChange(element, change) {
  const event = new CustomEvent("live:change", { bubbles: true, cancelable: true, detail: change });
  if (!element.dispatchEvent(event)) return;
  const isOwn = change.by !== undefined && String(change.by) === element.dataset.liveOwn;
  if (!isOwn && (change.html !== undefined || change.swap === "remove")) put(element, change);
  for (const part of partsOf(element)) if (concerns(part, change)) news(part, change, isOwn);
  if (change.announce) report(change.announce);
}

// One fetch for several changes at once, and not by every reader at the same moment.
function refreshSoon(part) {
  const present = rooms.get(part.closest("[data-live-room]")?.dataset.liveRoom)?.present ?? 0;
  part.refreshTimer ??= setTimeout(() => {
    part.refreshTimer = null;
    refresh(part);
  }, Math.random() * Math.max(SPREAD, present * SPREAD_EACH));
}

function partsOf(element) {
  const own = element.matches("[data-refresh-url]") ? [element] : [];
  const inner = [...element.querySelectorAll("[data-refresh-url]")];
  // What is in a room within this one follows that.
  return [...own, ...inner.filter((part) => part.closest("[data-live-room]") === element)];
}

function concerns(part, change) {
  const { liveOn } = part.dataset;
  return liveOn === undefined || liveOn.split(" ").includes(change.what);
}

const buttonOf = (part) => part.dataset.liveAsk && document.getElementById(part.dataset.liveAsk);

function news(part, change, isOwn) {
  if (isOwn) {
    refresh(part);
    return;
  }
  const button = buttonOf(part);
  const isShown = change.about && part.querySelector(`#${CSS.escape(change.about)}`);
  if (!button || isShown) {
    refreshSoon(part);
    return;
  }
  const n = Number(button.dataset.count ?? 0) + 1;
  button.dataset.count = n;
  for (const place of button.querySelectorAll("[data-live-count]")) place.textContent = n;
  button.hidden = false;
  if (button.dataset.news) count(button.dataset.news);
  button.onclick = async () => {
    await refresh(part);
    putAway(button);
    // Whoever uses the keyboard goes on where the news are.
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  };
}

function putAway(button) {
  delete button.dataset.count;
  button.hidden = true;
}

// What is replaced or taken away must not have somebody's words in it: then it waits until they are done.
function put(element, change) {
  const target = element.matches(change.target) ? element : element.querySelector(change.target);
  if (!target || target.childElementCount >= Number(target.dataset.liveMost ?? Infinity)) return;
  if (/replace|remove/.test(change.swap) && isInUse(target)) {
    held.push([element, change]);
    return;
  }
  const piece = document.createRange().createContextualFragment(change.html ?? "");
  const added = [...piece.children];
  // A change from just before the page was read is told, too: what it added is there already.
  const isNew = /append|prepend/.test(change.swap);
  if (isNew && added.some(({ id }) => id && document.getElementById(id))) return;
  outrun(target);
  inPlace(target, () => {
    if (change.swap === "append") target.append(piece);
    else if (change.swap === "prepend") target.prepend(piece);
    else if (change.swap === "remove") target.remove();
    else target.replaceWith(piece);
  });
  for (const each of added) {
    window.htmx?.process(each);
    if (isNew && each.dataset.news) count(each.dataset.news);
  }
  follow();
}

function release() {
  for (const [element, change] of held.splice(0)) if (element.isConnected) put(element, change);
}

// After a sleep or without network a line is dead long before anybody notices.
function onBack() {
  if (document.hidden) return;
  if (socket) ask(PATIENCE_ON_RETURN, COME_IN_ANEW);
  else if (asked && timers.open) later("open", Math.random() * WAIT_ANEW, open);
}

document.addEventListener("visibilitychange", onBack);
window.addEventListener("online", onBack);
document.addEventListener("focusout", () => setTimeout(release));
document.addEventListener("refresh:shown", (event) => {
  const button = buttonOf(event.target);
  if (button) putAway(button);
  follow();
});
// A page that is kept for «back» holds no line; when it is shown again it catches up.
window.addEventListener("pagehide", () => {
  hangUp();
  say("away");
});
window.addEventListener("pageshow", (event) => event.persisted && asked && open());

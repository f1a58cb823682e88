// Minutes that several write at once: a text field bound to a text that merges (Yjs), over the page's room.
//
// What one types is a change that is sent with an id of its own, and kept on this machine until the server has
// it: so nothing is lost offline, and sending twice is harmless. What others write comes by the room, or is
// fetched by number. The caret stays where it is in the words. The form's own button works without this.

import { Doc, applyUpdate, mergeUpdates } from "../vendor/yjs/yjs.js";

const WAIT = 250;
const RETRY = 4000;
const LONGEST_UPDATE = 60000;
const REMOTE = "remote";

const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function toText(bytes) {
  let text = "";
  for (let n = 0; n < bytes.length; n += 0x8000) text += String.fromCharCode(...bytes.subarray(n, n + 0x8000));
  return btoa(text);
}

const isLow = (code) => code >= 0xdc00 && code <= 0xdfff;
const isHigh = (code) => code >= 0xd800 && code <= 0xdbff;

// What differs, as {start, gone, words}; `caret` is where the new text was just typed. Pairs are not split.
function difference(old, now, caret) {
  const most = Math.min(old.length, now.length);
  let tail = 0;
  const longestTail = Math.min(most, now.length - caret);
  while (tail < longestTail && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  let head = 0;
  while (head < most - tail && old[head] === now[head]) head += 1;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  if (head && isHigh(now.charCodeAt(head - 1))) head -= 1;
  if (tail && isLow(now.charCodeAt(now.length - tail))) tail -= 1;
  return { start: head, gone: old.length - tail - head, words: now.slice(head, now.length - tail) };
}

// Where a place in the text is after a change of it.
function movedBy(delta, place) {
  let at = 0;
  for (const { retain, insert, delete: gone } of delta) {
    if (at > place) break;
    if (retain) at += retain;
    else if (insert !== undefined) {
      if (at < place) place += insert.length;
      at += insert.length;
    } else if (gone) place -= Math.min(gone, Math.max(0, place - at));
  }
  return place;
}

class Minutes {
  constructor(element) {
    this.element = element;
    this.room = element.closest("[data-minutes-room]");
    this.field = element.elements?.text;
    this.status = element.querySelector("[data-minutes-status]");
    this.number = Number(element.dataset.number);
    this.known = new Set();
    this.saved = [];
    this.own = new Set();
    this.held = [];
    this.fresh = [];
    this.waiting = [];
    this.doc = new Doc();
    this.text = this.doc.getText("text");
    this.take(element.elements?.base.value ?? element.dataset.base);
    this.doc.on("update", (update, origin) => origin !== REMOTE && this.onOwn(update));
    this.text.observe((event, { origin }) => this.onText(event, origin));
    this.room.addEventListener("live:change", (event) => this.onChange(event));
    this.room.addEventListener("live:reset", () => this.catchUp());
    if (this.field) this.listen();
    else this.show();
  }

  // Changes that this machine has kept from last time go first; then what was typed while the page was loading.
  listen() {
    const { field, element } = this;
    const typed = field.value.replace(/\r\n/g, "\n");
    const started = field.defaultValue.replace(/\r\n/g, "\n");
    const refused = element.querySelector("[aria-invalid], .ds-error-summary, [role=alert]");
    this.shown = this.text.toString();
    if (!refused && typed === started) this.put(this.shown);
    else this.takeTyped(typed);
    field.addEventListener("input", (event) => !event.isComposing && this.onInput());
    field.addEventListener("compositionstart", () => (this.isComposing = true));
    field.addEventListener("compositionend", () => this.onComposed());
    element.addEventListener("submit", (event) => this.onSubmit(event));
    window.addEventListener("online", () => this.send());
    window.addEventListener("pagehide", () => this.pack());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    this.restore();
    this.send();
  }

  restore() {
    try {
      this.waiting = this.kept();
      for (const { update } of this.waiting) applyUpdate(this.doc, toBytes(update), REMOTE);
    } catch {
      this.waiting = [];
    }
    for (const { id } of this.waiting) this.own.add(id);
  }

  kept() {
    return JSON.parse(localStorage.getItem(this.element.dataset.key) ?? "[]");
  }

  // Beside what another open page of the same person keeps here.
  keep() {
    const { key } = this.element.dataset;
    try {
      const kept = [...this.kept().filter(({ id }) => !this.own.has(id)), ...this.waiting];
      if (kept.length) localStorage.setItem(key, JSON.stringify(kept));
      else localStorage.removeItem(key);
    } catch {
      // No room or not allowed: it is kept as long as the page is open.
    }
  }

  onInput() {
    if (this.isComposing) return;
    this.takeTyped(this.field.value);
  }

  takeTyped(now) {
    const { start, gone, words } = difference(this.shown, now, this.field.selectionStart);
    this.shown = now;
    this.doc.transact(() => {
      if (gone) this.text.delete(start, gone);
      if (words) this.text.insert(start, words);
    });
  }

  // While letters are being put together the field is not touched: what others write waits.
  onComposed() {
    this.isComposing = false;
    this.takeTyped(this.field.value);
    for (const update of this.held.splice(0)) applyUpdate(this.doc, update, REMOTE);
  }

  onText(event, origin) {
    if (!this.field) this.show();
    else if (origin === REMOTE) this.put(this.text.toString(), event.delta);
  }

  put(text, delta = []) {
    const { field } = this;
    this.shown = text;
    if (field.value === text) return;
    const { selectionStart: start, selectionEnd: end, selectionDirection: way, scrollTop } = field;
    field.value = text;
    field.setSelectionRange(movedBy(delta, start), movedBy(delta, end), way);
    field.scrollTop = scrollTop;
  }

  show() {
    this.element.querySelector("[data-minutes-text]").textContent = this.text.toString() || "–";
  }

  onOwn(update) {
    this.fresh.push(update);
    this.say("saving");
    this.timer ??= setTimeout(() => this.send(), WAIT);
  }

  // What was typed becomes one change with an id, which stays here until the server has it.
  pack() {
    if (!this.fresh.length) return;
    const update = toText(mergeUpdates(this.fresh.splice(0)));
    const id = crypto.randomUUID();
    this.own.add(id);
    this.waiting.push({ id, update });
    this.keep();
  }

  async send() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.isStopped) return;
    this.pack();
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.waiting.length && !this.isStopped) {
        if (!(await this.sendFirst())) break;
        this.pack();
      }
    } finally {
      this.isSending = false;
    }
    if (!this.waiting.length && !this.isStopped) this.say("saved");
  }

  // Whether the first that waits has come, and the next can go.
  async sendFirst() {
    const { id, update } = this.waiting[0];
    const { elements, dataset } = this.element;
    let answer;
    try {
      answer = await fetch(dataset.updateUrl, {
        method: "POST",
        body: new URLSearchParams({
          csrfmiddlewaretoken: elements.csrfmiddlewaretoken.value,
          client_id: id,
          update,
        }),
        credentials: "same-origin",
        redirect: "error",
        keepalive: update.length < LONGEST_UPDATE,
      });
    } catch {
      return this.tryLater();
    }
    if (answer.ok) {
      this.saved.push(toBytes(update));
      this.waiting.shift();
      this.keep();
      return true;
    }
    if (answer.status === 429 || answer.status >= 500) return this.tryLater();
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    this.stop(isJson ? (await answer.json()).said : this.element.dataset.stopped);
    return false;
  }

  tryLater() {
    this.say("waiting");
    this.timer ??= setTimeout(() => this.send(), RETRY);
    return false;
  }

  // Nothing more can be saved: the words stay in the field, to be copied, and are not sent again.
  stop(words) {
    this.isStopped = true;
    this.waiting = [];
    this.keep();
    this.say(null, words ?? this.element.dataset.stopped);
  }

  // Who can no longer send changes hands in the whole text, beside what of it the server has.
  onSubmit(event) {
    if (this.isStopped) {
      this.element.elements.base.value = toText(mergeUpdates(this.saved));
      return;
    }
    event.preventDefault();
    this.send();
  }

  onChange(event) {
    const { what, n, update } = event.detail;
    if (what === "approved") {
      event.preventDefault();
      if (!this.waiting.length && !this.fresh.length) location.reload();
      else this.send();
    }
    if (what !== "text") return;
    event.preventDefault();
    if (update === undefined) {
      this.catchUp();
      return;
    }
    this.take(update);
    this.mark(n);
  }

  take(update) {
    const bytes = toBytes(update);
    this.saved.push(bytes);
    if (this.isComposing) this.held.push(bytes);
    else applyUpdate(this.doc, bytes, REMOTE);
  }

  // `number` is up to where everything is known; `known` what came after a gap.
  mark(number) {
    if (number > this.number) this.known.add(number);
    while (this.known.delete(this.number + 1)) this.number += 1;
  }

  async catchUp() {
    if (this.isCatchingUp) {
      this.isBehind = true;
      return;
    }
    this.isCatchingUp = true;
    this.isBehind = false;
    try {
      const answer = await fetch(`${this.element.dataset.missedUrl}?etter=${this.number}`);
      if (answer.ok) {
        const { number, updates } = await answer.json();
        for (const update of updates) this.take(update);
        this.number = Math.max(this.number, number);
        for (const each of this.known) if (each <= this.number) this.known.delete(each);
      }
    } catch {
      // The room asks anew when it is open again.
    } finally {
      this.isCatchingUp = false;
    }
    if (this.isBehind) this.catchUp();
  }

  say(state, words = this.element.dataset[state]) {
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
    if (state) this.element.dataset.state = state;
    else this.element.dataset.state = "stopped";
  }
}

for (const element of document.querySelectorAll("[data-minutes]")) new Minutes(element);

// Saves a draft while one types. Each part of the page is saved by itself, with a token of what was shown of
// it: what somebody else has changed comes back with a choice, and stays on the page until it is made. The
// same page works without this, by its buttons.

import { announce } from "./announce.js";

const WAIT = 1200;
const RETRY = 15000;

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]");
    this.changed = new Set();
    this.timer = null;
    this.sending = false;
    form.addEventListener("input", (event) => this.onInput(event));
    form.addEventListener("change", (event) => this.onInput(event));
    form.addEventListener("click", (event) => this.onClick(event));
    form.addEventListener("submit", (event) => this.onSubmit(event));
    window.addEventListener("beforeunload", (event) => this.onLeave(event));
    window.addEventListener("online", () => this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save({ keepalive: true }));
    window.addEventListener("pagehide", () => this.save({ keepalive: true }));
    window.addEventListener("pageshow", () => (this.stopped = false));
  }

  // What is on its way must have come first: else one would meet oneself in a conflict.
  async onSubmit(event) {
    if (!this.sending) return this.stop();
    event.preventDefault();
    await this.flight;
    this.form.requestSubmit(event.submitter);
  }

  onLeave(event) {
    if (!this.stopped && this.changed.size && (this.sending || this.failed)) event.preventDefault();
  }

  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
  }

  onInput(event) {
    const part = event.target.closest("[data-part]");
    if (!part || event.target.type === "file") return;
    this.changed.add(part);
    this.later(WAIT);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  // Parts where a choice waits are not saved: one text would overwrite the other.
  ready() {
    return [...this.changed].filter((part) => !part.querySelector("[data-conflict]"));
  }

  body(parts) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    for (const part of parts) {
      for (const field of part.querySelectorAll("input, textarea, select")) {
        if (/^(checkbox|radio)$/.test(field.type) ? field.checked : field.name) data.append(field.name, field.value);
      }
    }
    return new URLSearchParams(data);
  }

  save({ keepalive = false } = {}) {
    const parts = this.ready();
    if (!parts.length || this.sending || this.stopped) return;
    this.sending = true;
    this.flight = this.send(parts, keepalive);
  }

  async send(parts, keepalive) {
    for (const part of parts) this.changed.delete(part);
    if (!keepalive) this.say(this.form.dataset.saving, { quiet: true });
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: this.body(parts),
        headers: { "X-Autosave": "1" },
        credentials: "same-origin",
        keepalive,
      });
      if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
        this.keep(parts);
        this.say(answer.redirected ? this.form.dataset.signedOut : this.form.dataset.failed);
        this.later(RETRY);
        return;
      }
      this.onAnswer(await answer.json(), parts);
    } catch {
      this.keep(parts);
      this.say(this.form.dataset.failed);
      this.later(RETRY);
    } finally {
      this.sending = false;
      if (this.ready().length && !this.stopped) this.later(this.failed ? RETRY : WAIT);
    }
  }

  keep(parts) {
    this.failed = true;
    for (const part of parts) this.changed.add(part);
  }

  onAnswer(answer, parts) {
    this.failed = false;
    this.say(answer.said);
    if (answer.frozen) return this.stop();
    for (const part of parts) {
      const key = part.dataset.part;
      if (answer.seen[key]) part.querySelector(`[name="${key}_seen"]`).value = answer.seen[key];
      if (answer.conflicts[key]) this.showConflict(part, answer.conflicts[key]);
      this.showErrors(part, answer.errors);
    }
    if (Object.keys(answer.conflicts).length) announce(answer.said);
  }

  showConflict(part, html) {
    const place = part.querySelector("[data-conflict-place]");
    place.replaceChildren(document.createRange().createContextualFragment(html));
  }

  showErrors(part, errors) {
    for (const field of part.querySelectorAll("input, textarea, select")) {
      const id = `${field.id}_error`;
      const words = errors[field.name];
      const shown = document.getElementById(id);
      if (!words) {
        shown?.remove();
        if (shown) field.removeAttribute("aria-invalid");
        continue;
      }
      const message = shown ?? document.createElement("p");
      message.className = "ds-validation-message";
      message.id = id;
      message.textContent = words;
      if (!shown) field.closest(".ds-field, .ds-fieldset").append(message);
      field.setAttribute("aria-invalid", "true");
      const described = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
      field.setAttribute("aria-describedby", [...described.add(id)].join(" "));
    }
  }

  // A choice between two texts: put it in the fields, and from now on it is one's own.
  onClick(event) {
    const button = event.target.closest("[data-conflict] button[value]");
    if (!button) return;
    event.preventDefault();
    const conflict = button.closest("[data-conflict]");
    const part = conflict.closest("[data-part]");
    const theirs = JSON.parse(conflict.dataset.values);
    if (button.value === "theirs") for (const [name, value] of Object.entries(theirs)) this.fill(part, name, value);
    if (button.value === "both") {
      const field = part.querySelector(`[name="${conflict.dataset.text}"]`);
      field.value = [field.value, theirs[conflict.dataset.text]].filter(Boolean).join("\n\n");
    }
    part.querySelector(`[name="${conflict.dataset.conflict}_seen"]`).value = conflict.dataset.token;
    conflict.remove();
    part.querySelector("textarea, input:not([type=hidden]), select")?.focus();
    this.changed.add(part);
    if (button.value !== "both") this.save();
  }

  fill(part, name, value) {
    for (const field of part.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "checkbox") field.checked = Array.isArray(value) ? value.includes(field.value) : value;
      else if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
  }

  say(words, { quiet = false } = {}) {
    if (!this.status) return;
    this.status.setAttribute("aria-busy", quiet);
    this.status.textContent = words;
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Draft(form);

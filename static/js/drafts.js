// Keeps what one writes on the server, a moment after one has stopped typing. Each form says where, and which
// draft it was written on: what was written later in another window is not written over. Works with the form's
// own button without this.

const WAIT = 1000;
const RETRY = 15000;
const timers = new WeakMap();

const formOf = (element) => element.closest("form[data-draft-url]");

function say(form, words) {
  const place = form.querySelector("[data-draft-status]");
  if (place) place.textContent = words;
}

function later(form, wait) {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), wait));
}

async function send(form, keepalive) {
  const answer = await fetch(form.dataset.draftUrl, {
    method: "POST",
    body: new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      text: form.elements.text.value,
      seen: form.elements.seen.value,
    }),
    headers: { "X-Autosave": "1" },
    credentials: "same-origin",
    keepalive,
  });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(answer.statusText);
  return { ok: answer.ok, status: answer.status, ...(await answer.json()) };
}

async function save(form, { keepalive = false } = {}) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  if (!form.isConnected || form.dataset.sent || form.isSending || form.isOutdated) return;
  form.isSending = true;
  const text = form.elements.text.value;
  try {
    const answer = await send(form, keepalive);
    say(form, answer.said);
    if (answer.ok) form.elements.seen.value = answer.seen;
    form.isOutdated = answer.status === 409;
  } catch {
    say(form, form.dataset.draftFailed);
    later(form, RETRY);
  } finally {
    form.isSending = false;
  }
  if (form.elements.text?.value !== text && !timers.has(form)) later(form, WAIT);
}

document.addEventListener("input", (event) => {
  const form = formOf(event.target);
  if (form && event.target === form.elements.text) later(form, WAIT);
});

// The form's own button, where the form itself is sent without leaving the page.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-draft-button]");
  if (!button) return;
  event.preventDefault();
  save(formOf(button));
});

// What is sent is no draft any more.
document.addEventListener("submit", (event) => {
  const form = formOf(event.target);
  if (form) clearTimeout(timers.get(form));
});

function saveAll() {
  for (const form of document.querySelectorAll("form[data-draft-url]")) if (timers.has(form)) save(form, { keepalive: true });
}

document.addEventListener("visibilitychange", () => document.hidden && saveAll());
window.addEventListener("pagehide", saveAll);

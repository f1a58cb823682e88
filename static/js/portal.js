// Small conveniences on top of pages that work without them.

import { announce } from "./announce.js";
import { watch } from "./refresh.js";

export { announce } from "./announce.js";

const ERROR_SUMMARY = "[data-error-summary]";

// What stopped a form: why it is shown again, or the list of what to mend.
const STOPPED = `${ERROR_SUMMARY}, main form [role=alert][tabindex]`;

function focusWhatStopped(root) {
  const reason = root.matches?.(STOPPED) ? root : root.querySelector(STOPPED);
  reason?.focus();
}

// A choice of radio buttons or a field may be inside something closed: open it, then go there.
function followErrorLink(event) {
  const link = event.target.closest(`${ERROR_SUMMARY} a[href^="#"]`);
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const closed = field.closest("details:not([open])");
  if (closed) closed.open = true;
  field.focus();
  field.scrollIntoView({ block: "center" });
}

function guardDoubleSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  event.submitter?.setAttribute("aria-disabled", "true");
}

function releaseForms() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled=true]")) button.removeAttribute("aria-disabled");
  }
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
  } catch {
    source.select?.();
    return;
  }
  announce(button.dataset.copied);
  const label = button.querySelector("[data-label]");
  if (!label) return;
  const before = label.textContent;
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = before), 3000);
}

function onClick(event) {
  followErrorLink(event);
  const copyButton = event.target.closest("[data-copy]");
  if (copyButton) copy(copyButton);
  if (event.target.closest("[data-print]")) window.print();
}

function revealScriptOnly(root) {
  for (const element of root.querySelectorAll("[data-needs-script][hidden]")) element.hidden = false;
}

// Most pages show no room; those that do fetch what it takes.
async function followRooms() {
  if (!document.querySelector("[data-live-room]")) return;
  const { follow } = await import("./live.js");
  follow();
}

function prepare(root) {
  watch(root);
  revealScriptOnly(root);
  followRooms();
}

document.addEventListener("click", onClick);
document.addEventListener("submit", guardDoubleSubmit);
window.addEventListener("pageshow", releaseForms);
document.addEventListener("htmx:afterRequest", releaseForms);
// A whole page is no part of this one: one was sent on, to sign in or because what was asked for is over.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { xhr, pathInfo } = detail;
  const isSentOn = xhr.responseURL && new URL(xhr.responseURL).pathname !== new URL(pathInfo.finalRequestPath, location).pathname;
  if (!isSentOn || !/^\s*<!doctype/i.test(xhr.responseText)) return;
  detail.shouldSwap = false;
  location.reload();
});
document.addEventListener("htmx:afterSettle", (event) => {
  prepare(event.detail.elt);
  if (event.detail.xhr?.status === 422) focusWhatStopped(event.detail.elt);
  const news = event.detail.elt.querySelector("[data-announce]");
  if (news) announce(news.textContent.replace(/\s+/g, " ").trim());
});
// allauth's script says so when a passkey was not used: the person must be told too.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const element of document.querySelectorAll("[data-passkey-error]")) element.hidden = false;
});
prepare(document);
focusWhatStopped(document);

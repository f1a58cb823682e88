// Comments beside the text they are about: a panel on a wide screen, a sheet on a phone. Every link leads to a
// page with the same in it, so nothing is lost without this.

import { refresh } from "./refresh.js";

const WIDE = matchMedia("(min-width: 64rem)");
const AROUND = 32;
const DRAFT_WAIT = 900;
const panel = document.getElementById("comments-panel");
const body = document.getElementById("comments-body");
const counts = document.querySelector("[data-comment-counts]");

const flat = (text) => text.replace(/\s+/g, " ").trim();

// ---- The panel

let opener = null;

async function openPanel(link, quote = null) {
  opener = link;
  body.replaceChildren();
  panel.querySelector("[data-comments-about]").textContent = aboutOf(link);
  if (!panel.open) {
    if (WIDE.matches) panel.show();
    else panel.showModal();
  }
  panel.querySelector("h2").focus();
  await load(link.href);
  if (quote) fillQuote(body, quote);
}

function aboutOf(link) {
  return link.querySelector(".ds-sr-only")?.textContent.replace(/^: /, "") ?? "";
}

// When it can't be fetched, the reader gets the page itself, with its own error if that is what there is.
async function load(address) {
  let failed = false;
  const onFailure = () => (failed = true);
  body.addEventListener("htmx:responseError", onFailure);
  body.addEventListener("htmx:sendError", onFailure);
  await window.htmx.ajax("GET", address, { target: "#comments-body", swap: "innerHTML" });
  body.removeEventListener("htmx:responseError", onFailure);
  body.removeEventListener("htmx:sendError", onFailure);
  if (failed) location.assign(address);
}

function closePanel() {
  if (!panel?.open) return;
  panel.close();
}

function onClosed() {
  body.replaceChildren();
  highlight();
  opener?.focus();
}

// ---- Marked words

let marked = null;

function textIn(range) {
  return flat(range.toString());
}

// The block that holds the whole selection, and the words with what stands around them.
function readSelection() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const inside = range.commonAncestorContainer;
  const element = inside.nodeType === Node.ELEMENT_NODE ? inside : inside.parentElement;
  const block = element?.closest(".om-kropp__del, [data-block-text]");
  const words = textIn(range);
  if (!block || element.closest(".om-kommenter") || words.length < 2) return null;
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.setStart(range.endContainer, range.endOffset);
  const handle = block.querySelector(".om-kommenter");
  if (handle) after.setEndBefore(handle);
  else after.setEnd(block, block.childNodes.length);
  return {
    block,
    words,
    before: textIn(before).slice(-AROUND),
    after: textIn(after).slice(0, AROUND),
  };
}

function onSelection() {
  const found = readSelection();
  if (!found && document.activeElement?.matches("[data-comment-quote]")) return;
  marked = found;
  for (const button of document.querySelectorAll("[data-comment-quote]")) {
    button.hidden = !found || buttonOf(found.block) !== button;
  }
}

function buttonOf(block) {
  return block.querySelector("[data-comment-quote]") ?? block.parentElement.querySelector("[data-comment-quote]");
}

function fillQuote(root, quote) {
  const form = root.querySelector("[data-comment-form]");
  if (!form?.elements.quote) return;
  form.elements.quote.value = quote.words;
  form.elements.quote_before.value = quote.before;
  form.elements.quote_after.value = quote.after;
  form.elements.text.focus();
}

function commentOnMarked(button) {
  const quote = marked;
  if (!quote) return;
  const link = button.parentElement.querySelector("[data-comments]");
  if (link && panel) openPanel(link, quote);
  else fillQuote(document, quote);
}

// ---- Marked words of others, shown in the text without touching it

function highlight() {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("comment-quotes");
  const thread = document.getElementById("comment-thread");
  const block = thread && blockOf(thread);
  if (!block) return;
  const text = readText(block);
  const ranges = [...thread.querySelectorAll("[data-quote]")].map((figure) => rangeOf(figure, text));
  CSS.highlights.set("comment-quotes", new Highlight(...ranges.filter(Boolean)));
}

function blockOf(thread) {
  return document.querySelector("[data-block-text]") ?? document.getElementById(`b-${thread.dataset.thread}`);
}

// The block's text with single spaces, and where each character of it stands.
function readText(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".om-kommenter") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let words = "";
  const places = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let offset = 0; offset < node.length; offset += 1) {
      const character = /\s/.test(node.data[offset]) ? " " : node.data[offset];
      if (character === " " && (!words || words.endsWith(" "))) continue;
      words += character;
      places.push([node, offset]);
    }
    if (words && !words.endsWith(" ")) {
      words += " ";
      places.push([node, node.length]);
    }
  }
  return { words, places };
}

function rangeOf(figure, { words, places }) {
  const quote = flat(figure.querySelector("blockquote").textContent);
  const whole = words.indexOf(`${figure.dataset.quoteBefore} ${quote}`);
  const start = whole >= 0 ? whole + figure.dataset.quoteBefore.length + 1 : words.indexOf(quote);
  if (start < 0 || !quote) return null;
  const range = document.createRange();
  range.setStart(...places[start]);
  const [node, offset] = places[start + quote.length - 1];
  range.setEnd(node, Math.min(offset + 1, node.length));
  return range;
}

// ---- Drafts: of who is signed in on the server, of others in this browser

const key = (form) => `comment:${form.dataset.place}`;

function keepDraft(form) {
  const text = form.elements.text.value;
  const status = form.querySelector("[data-draft-status]");
  if (form.dataset.draftUrl) {
    const data = new URLSearchParams({ text, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    fetch(form.dataset.draftUrl, { method: "POST", body: data, credentials: "same-origin", keepalive: true })
      .then((answer) => answer.status === 204 && (status.textContent = status.dataset.kept))
      .catch(() => {});
    return;
  }
  if (text.trim()) localStorage.setItem(key(form), text);
  else localStorage.removeItem(key(form));
  status.textContent = text.trim() ? status.dataset.kept : "";
}

function onInput(event) {
  const form = event.target.closest("[data-comment-form]");
  if (!form || event.target.name !== "text") return;
  clearTimeout(form.draftTimer);
  form.draftTimer = setTimeout(() => form.isConnected && keepDraft(form), DRAFT_WAIT);
}

function findDraft(form) {
  if (form.draftSought) return;
  form.draftSought = true;
  const text = form.dataset.draftUrl ? "" : localStorage.getItem(key(form));
  if (!text || form.elements.text.value) return;
  form.elements.text.value = text;
  const status = form.querySelector("[data-draft-status]");
  status.textContent = status.dataset.found;
}

// ---- What others do while the page is open

// All counts come in one part, and each goes where it is shown.
function onShown(event) {
  for (const count of event.target.querySelectorAll("[data-count-of]")) {
    const handle = document.getElementById(count.dataset.countOf);
    const words = handle?.querySelector("[data-count]");
    if (!words || words.textContent === count.textContent) continue;
    words.textContent = count.textContent;
    if (handle.matches(".om-kommenter__lenke")) handle.classList.toggle("er-brukt", count.matches("[data-some]"));
  }
  highlight();
}

// ---- What comes from the server

function onRequest(event) {
  const form = event.detail.elt.closest?.("[data-comment-form]");
  if (!form || !event.detail.successful) return;
  clearTimeout(form.draftTimer);
  localStorage.removeItem(key(form));
}

function onSettled(event) {
  const root = event.detail.elt;
  for (const form of document.querySelectorAll("[data-comment-form]")) findDraft(form);
  highlight();
  const sent = root.querySelector?.("[data-sent-words]");
  sent?.focus();
  if (sent && counts) refresh(counts);
}

function onClick(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (event.target.closest("[data-comments-close]")) closePanel();
  const quoteButton = event.target.closest("[data-comment-quote]");
  if (quoteButton) commentOnMarked(quoteButton);
  const link = panel && event.target.closest("a[data-comments], #comments-panel a[data-in-panel]");
  if (!link || !window.htmx) return;
  event.preventDefault();
  if (link.matches("[data-comments]")) openPanel(link);
  else load(link.href).then(() => panel.querySelector("h2").focus());
}

document.addEventListener("click", onClick);
document.addEventListener("input", onInput);
document.addEventListener("selectionchange", onSelection);
document.addEventListener("htmx:afterRequest", onRequest);
document.addEventListener("htmx:afterSettle", onSettled);
document.addEventListener("refresh:shown", onShown);
document.addEventListener("keydown", (event) => event.key === "Escape" && closePanel());
panel?.addEventListener("close", onClosed);
for (const form of document.querySelectorAll("[data-comment-form]")) findDraft(form);
highlight();

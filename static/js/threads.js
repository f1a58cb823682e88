// In a thread: quoting without leaving the page, and names to mention. Both work without it, by links and by
// typing the whole name.

import { announce } from "./portal.js";

const WAIT = 250;
const LONGEST_QUOTE = 1000;
const formOf = (element) => element.closest("form[data-mention-url]");
let timer;

function wordsToQuote(source) {
  const marked = getSelection();
  const chosen = marked.toString().trim();
  const inside = chosen && source.contains(marked.anchorNode) && source.contains(marked.focusNode);
  return (inside ? chosen : source.innerText.trim()).slice(0, LONGEST_QUOTE);
}

function quote(event, link) {
  const form = document.getElementById("skriv-svar");
  const source = document.getElementById(link.dataset.quoteFrom);
  if (!form?.elements.quote || !source || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  form.elements.quoted.value = link.dataset.quote;
  form.elements.quote.value = wordsToQuote(source);
  form.querySelector("[data-quote-part]").hidden = false;
  form.elements.text.focus();
  form.scrollIntoView({ block: "center" });
}

function unquote(button) {
  const form = formOf(button);
  form.elements.quoted.value = form.elements.quote.value = "";
  form.querySelector("[data-quote-part]").hidden = true;
  form.elements.text.focus();
}

// What has been typed of a name, from its @ to the cursor.
function begunName(field) {
  const found = field.value.slice(0, field.selectionStart).match(/(?:^|[\s(])@([^\s@][^@\n]{0,40})$/);
  return found ? found[1] : "";
}

async function suggest(field) {
  const form = formOf(field);
  const place = form.querySelector("[data-suggestions]");
  const begun = begunName(field);
  if (!begun) return place.replaceChildren();
  const address = `${form.dataset.mentionUrl}?q=${encodeURIComponent(begun)}`;
  await window.htmx.ajax("GET", address, { source: place, target: place, swap: "innerHTML" });
}

function mention(button) {
  const form = formOf(button);
  const field = form.elements.text;
  const end = field.selectionStart;
  const start = end - begunName(field).length;
  field.setRangeText(`${button.dataset.name} `, start, end, "end");
  const chosen = document.createElement("input");
  Object.assign(chosen, { type: "hidden", name: "mention", value: button.dataset.mention });
  form.append(chosen);
  form.querySelector("[data-suggestions]").replaceChildren();
  field.focus();
  announce(`@${button.dataset.name}`);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-quote]");
  if (link) quote(event, link);
  const stop = event.target.closest("[data-unquote]");
  if (stop) unquote(stop);
  const name = event.target.closest("[data-mention]");
  if (name) mention(name);
});

// Who has just replied goes on from their reply, not from the top of the page.
document.addEventListener("htmx:afterSettle", () => {
  const reply = document.querySelector('[data-new-reply=""]');
  if (!reply) return;
  reply.dataset.newReply = "met";
  reply.focus();
});

document.addEventListener("input", (event) => {
  if (!event.target.matches("textarea[data-mentions]") || !formOf(event.target)) return;
  clearTimeout(timer);
  timer = setTimeout(() => suggest(event.target).catch(() => {}), WAIT);
});

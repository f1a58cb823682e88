// A ranking is put in order in the page: the same buttons that a page without script sends to the server.

import { announce } from "./announce.js";

function onMove(event) {
  const button = event.target.closest("[data-ranking] button[name=move]");
  if (!button) return;
  event.preventDefault();
  const item = button.closest("li");
  const list = item.parentElement;
  const isUp = button.value.startsWith("up:");
  const neighbour = isUp ? item.previousElementSibling : item.nextElementSibling;
  if (neighbour) (isUp ? neighbour.before(item) : neighbour.after(item));
  const items = [...list.children];
  const form = button.form;
  form.querySelector("input[name$=order]").value = items.map((each) => each.dataset.choice).join();
  // Moved in the page, the button has lost the focus.
  button.focus();
  const words = form.querySelector("[data-says]").content.textContent;
  const values = [item.querySelector("[data-text]").textContent, items.indexOf(item) + 1, items.length];
  announce(words.replace(/%([123])/g, (_whole, number) => values[number - 1]));
}

document.addEventListener("click", onMove);

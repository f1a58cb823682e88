// The clock of the run of show. The server says when an item ends and what time it is; the rest is counted
// here, so that every screen shows the same second, whatever its own clock says.

import { announce } from "./announce.js";

let shown = null;
let state = "";
// How far this machine's clock is from the server's. What is told may come late, never early: the least is true.
let ahead = Infinity;

const pad = (number) => String(number).padStart(2, "0");

function clock(seconds) {
  const rest = Math.abs(seconds);
  return `${seconds < 0 ? "+" : ""}${Math.floor(rest / 60)}:${pad(rest % 60)}`;
}

function stateAt(seconds, soon) {
  if (seconds < 0) return "over";
  return seconds <= soon ? "soon" : "going";
}

// Whole minutes, as the server writes them; the sentences for one and for several come with the page.
function inWords(show, seconds) {
  const number = seconds < 0 ? Math.max(1, Math.floor(-seconds / 60)) : Math.ceil(seconds / 60);
  const kind = `data-${seconds < 0 ? "over" : "left"}-${number === 1 ? "one" : "many"}`;
  return show.querySelector(`[${kind}]`).content.textContent.replace(/\d+/, number);
}

function tick() {
  const show = document.querySelector("#show[data-countdown]");
  if (!show?.querySelector("[data-clock]")) {
    shown = null;
    return;
  }
  const isNew = show !== shown;
  if (isNew) {
    shown = show;
    ahead = Math.min(ahead, Date.now() - Date.parse(show.dataset.now));
  }
  const left = Math.ceil((Date.parse(show.dataset.countdown) + ahead - Date.now()) / 1000);
  show.querySelector("[data-clock]").textContent = clock(left);
  const words = inWords(show, left);
  const place = show.querySelector("[data-words]");
  if (place.textContent !== words) place.textContent = words;
  const next = stateAt(left, Number(show.dataset.soon));
  show.querySelector("[data-state]").dataset.state = next;
  if (next !== state && !isNew && next !== "going") {
    announce(show.querySelector(`[data-says-${next}]`).content.textContent);
  }
  state = next;
}

tick();
setInterval(tick, 1000);

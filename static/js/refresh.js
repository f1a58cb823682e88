// Parts of a page that are fetched anew while it is open. An element says so by itself:
//
// - `data-refresh-url`: where what is in it comes from;
// - `data-refresh-seconds`: how often to ask (30), unless a room tells of changes (live.js);
// - `data-refresh-announce`: a part of it that is read out when it says something else than before.
//
// What has come into it with `data-news` («1 new reply|{n} new replies») and an id is counted, and that read out.
// What comes is put in only when it differs. It waits while the element has the focus or something typed, and
// what one reads stays where it is on the screen. With `data-refresh-follow` only what is typed holds it, not the
// focus; when it waits it gets the event `refresh:held`.

import { count, report } from "./announce.js";

const RETRY = 5000;
// Elements that show less than there is, because it was no time to change them.
const stale = new Set();

function isTyped(field) {
  if (field.type === "hidden") return false;
  if (/^(checkbox|radio)$/.test(field.type)) return field.checked !== field.defaultChecked;
  // Of one choice without a default the browser takes the first.
  const hasDefault = [...(field.options ?? [])].some((option) => option.defaultSelected);
  if (field.options && !field.multiple && !hasDefault) return field.selectedIndex > 0;
  if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

// What has the focus only because it was put there to be read: it is found again by its id.
function isMark(active) {
  return active.id && active.tabIndex === -1 && active.matches("li, article, section, p, h1, h2, h3, div");
}

export function isInUse(element) {
  const active = document.activeElement;
  const follows = element.dataset.refreshFollow !== undefined;
  if (!follows && element.contains(active) && !isMark(active)) return true;
  return [...element.querySelectorAll("input, textarea, select")].some(isTyped);
}

// A panel scrolls by itself, and then the page does not.
function scrollerOf(element) {
  for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return document.scrollingElement;
}

// What one writes in, or else the first that one sees.
function firstInSight(scroller) {
  const isPage = scroller === document.scrollingElement;
  const { top: from, bottom: to } = isPage ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
  const seen = isPage ? document.querySelectorAll("main [id]:not(dialog, dialog *)") : scroller.querySelectorAll("[id]");
  const inOrder = [...seen];
  const active = inOrder.indexOf(document.activeElement);
  if (active > 0) inOrder.unshift(inOrder[active]);
  for (const element of inOrder) {
    const { top, height } = element.getBoundingClientRect();
    if (height && top >= from && top < to) return { id: element.id, top };
  }
  return null;
}

// Does `change`, which alters the page in or beside `element`, and leaves what is seen of it where it was.
export function inPlace(element, change) {
  const scroller = scrollerOf(element);
  const before = firstInSight(scroller);
  change();
  const after = before && document.getElementById(before.id);
  const moved = after ? after.getBoundingClientRect().top - before.top : 0;
  if (moved) scroller.scrollBy({ top: moved, behavior: "instant" });
}

function spoken(element) {
  const selector = element.dataset.refreshAnnounce;
  return selector ? element.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() : "";
}

const newsIn = (element) => [...element.querySelectorAll("[data-news][id]")];

function show(element, html) {
  if (element.lastFragment === undefined) element.lastFragment = element.innerHTML.trim();
  if (html === element.lastFragment) return;
  element.lastFragment = html;
  const before = spoken(element);
  const known = new Set(newsIn(element).map(({ id }) => id));
  const mark = element.contains(document.activeElement) && document.activeElement.id;
  inPlace(element, () => element.replaceChildren(document.createRange().createContextualFragment(html)));
  const again = mark && document.getElementById(mark);
  if (again) {
    again.tabIndex = -1;
    again.focus({ preventScroll: true });
  }
  window.htmx?.process(element);
  element.dispatchEvent(new CustomEvent("refresh:shown", { bubbles: true }));
  const after = spoken(element);
  if (after && after !== before) report(after, element);
  // Of what waited behind a button one was told already.
  if (element.dataset.liveAsk) return;
  for (const { id, dataset } of newsIn(element)) if (!known.has(id)) count(dataset.news);
}

async function fetchInto(element) {
  element.isOutrun = false;
  const answer = await fetch(element.dataset.refreshUrl, {
    headers: { "HX-Request": "true" },
    credentials: "same-origin",
  });
  const isGone = answer.status === 404;
  // Sent on to another page, it is not for us any more.
  if (answer.redirected || (!isGone && answer.status >= 400 && answer.status < 500)) return;
  if (!isGone && !answer.ok) throw new Error(answer.statusText);
  const html = isGone ? "" : (await answer.text()).trim();
  // What has been taken off the page meanwhile has nothing to tell.
  if (!element.dataset.refreshUrl || !element.isConnected) return;
  if (element.isOutrun) element.refreshAgain = true;
  else if (isInUse(element)) hold(element);
  else show(element, html);
}

// Something is put in where `target` is: what is on its way there may be older, and is fetched anew.
export function outrun(target) {
  const element = target.closest("[data-refresh-url]");
  if (element) element.isOutrun = true;
}

function hold(element) {
  stale.add(element);
  element.dispatchEvent(new CustomEvent("refresh:held", { bubbles: true }));
}

// Bring an element up to date now, or as soon as it is seen and not in use.
export async function refresh(element) {
  if (!element.dataset.refreshUrl) return;
  if (document.hidden || isInUse(element)) {
    hold(element);
    return;
  }
  stale.delete(element);
  if (element.isRefreshing) {
    // What is on its way may be older than what one was just told of.
    element.refreshAgain = true;
    return;
  }
  element.isRefreshing = true;
  try {
    await fetchInto(element);
  } catch {
    stale.add(element);
    setTimeout(refreshStale, RETRY);
  } finally {
    element.isRefreshing = false;
  }
  if (element.refreshAgain) {
    element.refreshAgain = false;
    refresh(element);
  }
}

function refreshStale() {
  for (const element of [...stale]) {
    if (!element.isConnected) stale.delete(element);
    else if (!document.hidden && !isInUse(element)) refresh(element);
  }
}

// A room that is open tells of every change; only without it one must ask.
function isTold(element) {
  const isFollowed = element.closest("[data-live-room]");
  return isFollowed && document.documentElement.dataset.live === "open";
}

export function watch(root) {
  for (const element of root.querySelectorAll("[data-refresh-url]")) {
    if (element.isWatched) continue;
    element.isWatched = true;
    const seconds = Number(element.dataset.refreshSeconds) || 30;
    const timer = setInterval(() => {
      if (!element.isConnected) clearInterval(timer);
      else if (!isTold(element)) refresh(element);
    }, seconds * 1000);
  }
}

document.addEventListener("visibilitychange", refreshStale);
// The focus is at its new place a moment later.
document.addEventListener("focusout", () => setTimeout(refreshStale));
document.addEventListener("reset", () => setTimeout(refreshStale));
// What had the focus may be replaced or taken away, which says nothing; and what was typed may have been sent.
document.addEventListener("refresh:shown", () => setTimeout(refreshStale));
document.addEventListener("refresh:released", () => setTimeout(refreshStale));
document.addEventListener("htmx:afterSettle", () => setTimeout(refreshStale));

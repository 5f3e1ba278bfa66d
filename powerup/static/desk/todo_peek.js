// The peek: one card opened beside the queue, or over it in a narrow window. The address names the card, so that
// going back closes it, and a link or a reload opens it again.

import { fill, h } from "../page.js";
import { peekBody } from "./todo_peek_parts.js";
import { buttons, kinds } from "./todo_rows.js";

const PAUSE = 140; // milliseconds on a card before the server is asked for it: going along quickly asks for none
const narrow = window.matchMedia("(max-width: 960px)");
narrow.addEventListener("change", () => document.querySelector(".peek")?.dispatchEvent(new Event("turned")));

export function peeker(it) {
  const element = h("section", { class: "peek", tabindex: "-1", hidden: true });
  const state = { it, element, id: "", entry: null, data: null, asked: 0, waiting: 0, part: "", gone: false };
  element.addEventListener("turned", () => still(state));
  return {
    element,
    isOpen: () => Boolean(state.id),
    isSheet: () => Boolean(state.id) && narrow.matches,
    open: (entry, part = "") => open(state, entry, part),
    openId: (id) => openId(state, id),
    close: (toRow = true) => close(state, toRow),
    turn: (entry) => state.id && entry && entry.row.id !== state.id && turn(state, entry),
    renew: (entry) => state.id && entry.row.id === state.id && renew(state, entry),
    left: (entry) => state.id && entry.row.id === state.id && left(state),
    entry: () => state.entry,
  };
}

// `part`: "comment" to scroll to the comment.
function open(state, entry, part) {
  if (state.id === entry.row.id) return part ? toPart(state, part) : close(state, true);
  const before = state.id;
  state.part = part;
  show(state, entry);
  if (!before) {
    state.it.desk.mark({ card: state.id }, true);
    still(state);
  } else state.it.desk.mark({ card: state.id });
  load(state, 0);
}

// Opens the card that the address names, in the list or not.
function openId(state, id) {
  if (state.id === id) return;
  const entry = state.it.rows.find((each) => each.row.id === id);
  if (entry) show(state, entry);
  else Object.assign(state, { id, entry: null, data: null, gone: false });
  still(state);
  load(state, 0);
}

function show(state, entry) {
  Object.assign(state, { id: entry.row.id, entry, data: null, gone: false });
  state.it.claims.dwell(entry.row);
  draw(state);
}

function turn(state, entry) {
  state.part = "";
  show(state, entry);
  state.it.desk.mark({ card: state.id });
  load(state, PAUSE);
}

function renew(state, entry) {
  state.entry = entry;
  draw(state);
  load(state, PAUSE);
}

function left(state) {
  state.gone = true;
  draw(state);
}

function close(state, toRow) {
  if (!state.id) return;
  const { it, element, id } = state;
  clearTimeout(state.waiting);
  state.asked += 1;
  Object.assign(state, { id: "", entry: null, data: null });
  element.hidden = true;
  element.replaceChildren();
  still(state);
  it.claims.leave();
  it.desk.unmark("card");
  if (!toRow) return;
  const place = it.rows.findIndex((each) => each.row.id === id);
  it.focusRow(place >= 0 ? place : Math.max(it.current, 0));
}

// In a narrow window the peek is a dialog, and nothing under it can be reached; beside the queue all can.
function still(state) {
  const { it, element, id } = state;
  const sheet = Boolean(id) && narrow.matches;
  element.setAttribute("role", narrow.matches ? "dialog" : "region");
  if (narrow.matches) element.setAttribute("aria-modal", "true");
  else element.removeAttribute("aria-modal");
  element.hidden = !id;
  it.split.classList.toggle("peeking", Boolean(id));
  const others = [...it.place.children, ...document.querySelectorAll("nav.tabs, .to-join")];
  for (const each of [it.main, ...others.filter((one) => one !== it.split)]) each.inert = sheet;
  document.documentElement.classList.toggle("sheet", sheet);
  if (sheet) element.focus({ preventScroll: true });
}

async function load(state, pause) {
  const mine = (state.asked += 1);
  const { it, element, id } = state;
  clearTimeout(state.waiting);
  element.setAttribute("aria-busy", "true");
  if (pause) await new Promise((done) => (state.waiting = setTimeout(done, pause)));
  if (mine !== state.asked) return;
  try {
    const data = await it.desk.ask(`todo/peek/${encodeURIComponent(id)}`);
    const entry = state.entry || (await entryOf(state, data));
    if (mine !== state.asked) return;
    Object.assign(state, { data, entry, trouble: "" });
  } catch (trouble) {
    if (mine !== state.asked) return;
    state.trouble = trouble.message;
  }
  element.removeAttribute("aria-busy");
  draw(state);
  if (state.part) toPart(state, state.part);
}

// Gives the card's entry, from the server where it is not among the rows; null where it is not in the queue.
async function entryOf(state, { card }) {
  const known = state.it.rows.find((each) => each.row.id === card.id);
  if (known) return known;
  const { row } = await state.it.desk.ask(`todo/card/${card.board}/${card.id}`);
  return row && { row, busy: false, trouble: "", element: h("span") };
}

function toPart(state, part) {
  state.part = part;
  const heading = state.element.querySelector(`[data-part="${part}"]`);
  if (!heading) return;
  state.part = "";
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "nearest" });
  heading.closest("section").scrollIntoView({ block: "nearest" });
}

function draw(state) {
  const { it, element, entry, data, gone } = state;
  const focused = element.contains(document.activeElement);
  const [again, top] = [focused && document.activeElement.dataset.at, element.scrollTop];
  const name = entry?.row.name || data?.card.name || "";
  element.setAttribute("aria-label", fill(it.words.peekOf, { name }));
  element.replaceChildren(
    head(state, name),
    h(
      "div",
      { class: "peek-body" },
      gone && h("p", { class: "state wait", role: "status" }, it.words.peekLeft),
      !gone && data && !entry && h("p", { class: "state calm" }, it.words.peekAway),
      entry?.row.why.length > 0 && !gone && h("div", {}, entry.row.why.map((text) => h("p", {}, text))),
      acts(it, gone ? null : entry, data?.card || entry?.row),
      state.trouble && h("p", { class: "trouble", role: "alert" }, state.trouble, " ", retry(state)),
      data ? peekBody(it, data, () => load(state, 0)) : !state.trouble && h("p", { class: "loading" }, it.words.loading),
    ),
  );
  element.scrollTop = data ? top : 0;
  if (focused) ((again && element.querySelector(`[data-at="${again}"]`)) || element).focus({ preventScroll: true });
}

const retry = (state) => h("button", { type: "button", class: "plain small", click: () => load(state, 0) }, state.it.words.retry);

function acts(it, entry, card) {
  return h(
    "div",
    { class: "buttons" },
    entry && buttons(it, entry, true),
    card && it.desk.cardLink(card, it.words.openInTrello),
    entry?.trouble && h("p", { class: "trouble", role: "alert" }, entry.trouble),
  );
}

function head(state, name) {
  const { it, entry } = state;
  const { words } = it;
  const place = it.rows.indexOf(entry);
  const step = (by, label, sign) => {
    const there = place >= 0 && place + by >= 0 && place + by < it.rows.length;
    return h("button", { type: "button", class: "plain small turning", "data-at": `step${by}`, "aria-label": label, disabled: !there, click: () => it.focusRow(place + by) }, sign);
  };
  const shut = h("button", { type: "button", class: "plain small shut", "data-at": "shut", "aria-label": words.peekClose, click: () => close(state, true) }, "✕");
  return h(
    "header",
    {},
    h("div", { class: "row" }, step(-1, words.peekBefore, "‹"), place >= 0 && h("span", { class: "hint" }, fill(words.peekPlace, { place: place + 1, count: it.count })), step(1, words.peekAfter, "›"), h("span", { class: "spread" }), shut),
    h("h2", {}, name),
    entry && h("p", { class: "row" }, kinds(entry.row), it.claims.badge(entry.row)),
  );
}

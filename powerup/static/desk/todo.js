// The managers' queue, the most urgent first: filters in the address, rows, and what is done to them.

import { fill, h, mark } from "../page.js";
import { actor } from "./todo_acts.js";
import { claimer } from "./todo_claims.js";
import { counted, filters } from "./todo_filters.js";
import { followMirror } from "./todo_follow.js";
import { helpButton, help } from "./todo_help.js";
import { listen } from "./todo_keys.js";
import { peeker } from "./todo_peek.js";
import { reachable, rowOf } from "./todo_rows.js";
import { table, views } from "./todo_views.js";

const FILTERS = ["kind", "board", "project", "mentor", "text"];
let page = null;
let asked = 0;

export async function show(place, desk) {
  const before = page?.place === place && page.split.isConnected ? page : null;
  if (before && desk.moved && query(desk) === before.query) return peekAs(before, desk);
  const mine = (asked += 1);
  const data = await desk.ask(`todo?${query(desk)}`);
  if (mine !== asked) return;
  const focused = document.activeElement?.id;
  const stood = before?.rows[before.current]?.row.id;
  page = made(place, desk, data);
  desk.count(data.all);
  draw(page);
  const again = focused && document.getElementById(focused);
  if (again) again.focus();
  else page.focusRow(Math.max(placeOf(page, desk.params.get("card") || stood), 0), !stood);
  if (desk.params.has("card")) peekFirst(page, before);
  if (again?.value && again.type === "search") again.setSelectionRange(again.value.length, again.value.length);
}

const placeOf = (it, id) => it.rows.findIndex((each) => each.row.id === id);

// Only the address has changed, as by going back: opens the card that it names, or closes the one that is open.
function peekAs(it, desk) {
  it.desk = desk;
  const id = desk.params.get("card");
  if (!id) return it.peek.close();
  const place = placeOf(it, id);
  it.peek.openId(id);
  return place >= 0 && it.focusRow(place);
}

// A card that new filters leave out is closed; one that a link names is opened, in the list or not.
function peekFirst(it, before) {
  const id = it.desk.params.get("card");
  if (before && placeOf(it, id) < 0) return it.desk.mark({ card: "" });
  return it.peek.openId(id);
}

// What can be done here now, for the palette.
export function acts() {
  if (!page?.split.isConnected) return [];
  const { words } = page;
  const entry = page.peek.entry() || page.rows[page.current];
  const of = ({ label, ...action }) => ({ label: label.replace(/…$/, ""), note: entry.row.name, run: () => page.actor.act(entry, { label, ...action }) });
  const peek = entry && { label: words.peek, note: entry.row.name, run: () => page.peek.open(entry) };
  return [
    ...(entry && !entry.busy ? [...entry.row.actions.map(of), peek] : []),
    { label: words.actUndo, run: () => page.actor.undo() },
    { label: words.table, run: () => table(page, page.query) },
    { label: words.actKeys, run: () => page.help() },
  ];
}

function query(desk, more = {}) {
  const wanted = FILTERS.map((name) => [name, desk.params.get(name)]).filter(([, value]) => value);
  return new URLSearchParams({ ...Object.fromEntries(wanted), ...more }).toString();
}

// The page as one object: its rows, which one is current, which are selected, and the parts on the screen.
function made(place, desk, data) {
  const it = { place, desk, words: desk.words, data, rows: [], current: -1, selected: new Set(), count: data.count };
  it.list = h("ol", { class: "queue", "aria-label": desk.words.list });
  it.status = h("p", { class: "hint", id: "todo-count" });
  it.split = h("div", { class: "split" });
  it.main = h("div", { class: "main" });
  it.query = query(desk);
  it.actor = actor(it);
  it.peek = peeker(it);
  it.claims = claimer(it);
  it.views = views(it);
  it.redraw = (entry) => redraw(it, entry);
  it.remove = (entry, itself) => remove(it, entry, itself);
  it.put = (row, place) => put(it, row, place);
  it.focusRow = (place, still) => focusRow(it, place, still);
  it.search = () => it.searchField?.focus();
  it.help = () => help(it);
  it.told = () => told(it);
  it.more = () => more(it);
  it.reachable = reachable;
  it.counted = (data) => counted(it, data);
  it.moreButtonAnew = () => moreButton(it);
  it.version = data.version;
  it.page = data.rows.length;
  listen(() => page);
  followMirror(() => page, (more) => query(page.desk, more));
  return it;
}

function draw(it) {
  const { words, desk, data } = it;
  const filtered = FILTERS.some((name) => desk.params.get(name));
  const parts = [
    h("div", { class: "head" }, h("h1", {}, words.heading), it.status, h("span", { class: "spread" }), it.actor.undoButton, it.views, tableButton(it), helpButton(it)),
    ...data.paused.map((each) => alert(it, each)),
    lone(it),
    data.overdue && h("p", { class: "state wait overdue" }, data.overdue, " ", h("a", { href: "#follow" }, words.toFollow)),
    data.all > 0 && filters(it),
    it.split,
  ];
  const nothing = data.count === 0 && (filtered && data.all ? noMatch(it) : empty(it));
  it.main.replaceChildren(...[it.list, nothing, it.actor.bulkBar].filter(Boolean));
  it.split.replaceChildren(it.main, it.peek.element);
  it.place.replaceChildren(...parts.filter(Boolean));
  data.rows.forEach((row) => put(it, row));
  moreButton(it);
  told(it);
}

// The defences without a validator, all on one page that gives them out at once.
function lone({ words, data, desk }) {
  const count = data.kinds.find(({ code }) => code === "validator")?.count;
  if (!count || FILTERS.some((name) => name !== "kind" && desk.params.get(name))) return null;
  return h("p", { class: "state wait lone" }, h("span", {}, count === 1 ? words.loneOne : fill(words.lone, { count }), " ", h("a", { href: "#week" }, words.toWeek)));
}

function tableButton(it) {
  return h("button", { type: "button", class: "plain small", "aria-label": it.words.table, title: it.words.table, click: () => table(it, it.query) }, "CSV");
}

function told(it) {
  const { words, count, data } = it;
  it.status.textContent =
    data.all && count !== data.all
      ? fill(words.count, { count, all: data.all })
      : count === 1
        ? words.one
        : count
          ? fill(words.many, { count })
          : "";
  it.desk.count(data.all);
}

// Rows

function put(it, row, place = it.rows.length) {
  const old = it.rows.findIndex((each) => each.row.id === row.id);
  const entry = { row, busy: false, trouble: "" };
  if (old >= 0) {
    it.rows[old].element.replaceWith((entry.element = rowOf(it, entry)));
    it.rows[old] = entry;
    return entry;
  }
  entry.element = rowOf(it, entry);
  it.list.insertBefore(entry.element, it.rows[place]?.element || null);
  it.rows.splice(place, 0, entry);
  return entry;
}

function redraw(it, entry) {
  it.peek.renew(entry);
  const focused = entry.element.contains(document.activeElement);
  const element = rowOf(it, entry);
  entry.element.replaceWith(element);
  entry.element = element;
  if (focused || it.rows[it.current] === entry) reach(it, entry, focused);
}

// `itself`: the row goes by a change elsewhere, not by an act on this page.
function remove(it, entry, itself = false) {
  const place = it.rows.indexOf(entry);
  if (place < 0) return;
  if (itself) it.peek.left(entry);
  const focused = entry.element.contains(document.activeElement);
  it.rows.splice(place, 1);
  it.selected.delete(entry.row.id);
  entry.element.remove();
  it.count -= 1;
  it.data.all -= 1;
  told(it);
  if (it.current > place) it.current -= 1;
  else if (it.current === place) it.current = Math.min(place, it.rows.length - 1);
  if (focused && !itself) focusRow(it, it.current);
  else if (it.rows[it.current]) reach(it, it.rows[it.current], focused);
  if (!it.rows.length) it.desk.reload();
  else if (!itself) it.peek.turn(it.rows[it.current]);
}

// `still`: the page does not scroll to the row.
function focusRow(it, place, still = false) {
  if (!it.rows.length) return it.place.focus({ preventScroll: true });
  const next = Math.max(0, Math.min(place, it.rows.length - 1));
  const before = it.rows[it.current];
  it.current = next;
  if (before) reachable(before.element, false);
  reach(it, it.rows[next], true, still);
  it.peek.turn(it.rows[next]);
  if (place >= it.rows.length - 1) more(it);
}

function reach(it, entry, focus, still = false) {
  reachable(entry.element, true);
  if (!focus) return;
  entry.element.focus({ preventScroll: true });
  if (!still) entry.element.scrollIntoView({ block: "nearest" });
}

// More rows, when the last one is reached

function moreButton(it) {
  it.moreButton?.remove();
  if (it.rows.length >= it.count) return;
  it.moreButton = h("button", { type: "button", class: "plain more", click: () => more(it) }, it.words.more);
  it.list.after(it.moreButton);
}

async function more(it) {
  if (it.loading || it.rows.length >= it.count) return;
  it.loading = true;
  try {
    const data = await it.desk.ask(`todo?${query(it.desk, { offset: it.rows.length })}`);
    data.rows.filter((row) => it.rows.every((each) => each.row.id !== row.id)).forEach((row) => put(it, row));
    it.count = data.rows.length ? data.count : it.rows.length;
  } catch (trouble) {
    it.desk.say(trouble.message, "bad");
  }
  it.loading = false;
  moreButton(it);
  told(it);
}

// What is said where there is nothing, or something stands still

function empty(it) {
  const { words, data } = it;
  const next = data.next && h("p", {}, fill(words.emptyNext, data.next));
  const due = data.due && h("p", {}, fill(words.emptyDue, data.due));
  return h("section", { class: "nothing" }, mark("ok"), h("h2", {}, words.emptyTitle), h("p", {}, words.emptyText), next, due);
}

function noMatch(it) {
  const nothing = Object.fromEntries(FILTERS.map((name) => [name, ""]));
  const clear = h("button", { type: "button", class: "plain", click: () => it.desk.setParams(nothing) }, it.words.clear);
  return h("section", { class: "nothing" }, h("p", {}, it.words.noMatch), clear);
}

function alert(it, paused) {
  const journal = h("button", { type: "button", class: "plain small", click: () => it.desk.go("acts", { board: paused.board }) }, it.words.resume);
  return h("div", { class: "state bad" }, mark("blocks"), h("div", {}, h("p", {}, paused.text), h("p", { class: "row" }, journal)));
}

// « La semaine »: everything that waits for somebody, given out at once. A draft: what was changed by hand is in the
// address, the rest is worked out around it, and nothing is given until it is confirmed.

import { fill, h, mark } from "../page.js";
import { listen, help } from "./row_keys.js";
import { undo } from "./undo_stack.js";
import { apply, waiting } from "./week_apply.js";
import { changed, pinned, pinsIn, unpinned } from "./week_pins.js";
import { rowOf } from "./week_rows.js";

let page = null;
let asked = 0;

export async function show(place, desk) {
  const mine = (asked += 1);
  if (desk.params.has("without")) return (await import("./week_without.js")).show(place, desk, () => mine === asked);
  const before = page?.place === place && place.querySelector(".draft, .nothing") ? page : null;
  if (before?.applying) return;
  if (!before) place.replaceChildren(h("h1", {}, desk.words.heading), h("p", { class: "loading", role: "status" }, desk.words.working));
  const pins = pinsIn(desk.params);
  const data = await desk.ask("week", { body: { pins } });
  if (mine !== asked) return;
  const it = { place, desk, words: desk.words, data, pins, rows: [], current: 0, applying: false };
  it.redraw = (entry) => redraw(it, entry);
  it.told = () => bar(it);
  it.here = () => page === it && it.list.isConnected;
  page = it;
  draw(it, before);
  listen(() => page, hands);
}

// What can be done here now, for the palette.
export function acts() {
  if (!page?.list?.isConnected || page.applying) return [];
  const count = waiting(page).length;
  return [
    count && { label: fill(page.words.apply, { count }), run: () => apply(page) },
    { label: page.words.anew, run: () => page.desk.reload() },
  ].filter(Boolean);
}

function draw(it, before) {
  const { words, data, place } = it;
  const here = place.contains(document.activeElement) || document.activeElement === document.body; // after a dialog
  const focused = here ? before?.rows[before.current]?.row.id : null;
  const was = new Map(before?.rows.map(({ row }) => [row.id, row.person?.name ?? ""]) || []);
  it.rows = data.lines.map((row) => ({ row, state: "", trouble: "", was: movedFrom(was, row) }));
  it.bar = h("div", { class: "apply", role: "region", "aria-label": words.heading });
  it.list = h("div", { class: "draft" }, parts(it));
  place.replaceChildren(...[
    h("div", { class: "head" }, h("h1", {}, words.heading), h("span", { class: "spread" }), data.lines.length > 0 && helpButton(it)),
    data.lines.length > 0 && h("p", { class: "hint" }, words.lead),
    h("p", { class: "summary", role: "status" }, data.summary.join(" ")),
    !data.solved && h("p", { class: "state doubt" }, words.late),
    data.lines.length ? it.list : empty(it),
    data.lines.length > 0 && it.bar,
    h("p", { class: "row" }, h("a", { class: "button small", href: "#week?without=" }, words.without)),
  ].filter(Boolean));
  bar(it);
  const again = it.rows.findIndex(({ row }) => row.id === focused);
  if (again >= 0) focusRow(it, again);
}

// Who would have had a line that nobody touched, before another line was changed by hand.
function movedFrom(was, row) {
  const name = was.get(row.id);
  return name === undefined || row.pinned || name === (row.person?.name ?? "") ? null : name || undefined;
}

// Those without anybody first, for they want a thought; then the draft, by kind. Rows are in the order of the page.
function parts(it) {
  const { words } = it;
  const lone = ({ row }) => !row.person && !row.pinned;
  const groups = [
    ["left", it.rows.filter(lone)],
    ...["defences", "transfers"].map((kind) => [kind, it.rows.filter((each) => !lone(each) && each.row.kind === kind)]),
  ].filter(([, rows]) => rows.length);
  it.rows = groups.flatMap(([, rows]) => rows);
  return groups.map(([name, rows]) =>
    h(
      "section",
      { "aria-label": words[name] },
      h("h2", {}, words[name], " ", h("span", { class: "count" }, `(${rows.length})`)),
      h("ol", {}, rows.map((entry) => (entry.element = element(it, entry)))),
    ),
  );
}

function element(it, entry) {
  const made = rowOf(it, entry, { choose: () => changed(it, entry), leave: () => pinned(it, entry, null), free: () => unpinned(it, entry) });
  made.addEventListener("focusin", () => turn(it, it.rows.indexOf(entry)));
  return made;
}

function redraw(it, entry) {
  const focused = entry.element.contains(document.activeElement);
  const made = element(it, entry);
  entry.element.replaceWith(made);
  entry.element = made;
  if (it.rows[it.current] === entry) made.tabIndex = 0;
  if (focused) made.focus({ preventScroll: true });
}

function turn(it, place) {
  const old = it.rows[it.current]?.element;
  if (old) old.tabIndex = -1;
  it.current = place;
  it.rows[place].element.tabIndex = 0;
}

function focusRow(it, place) {
  if (!it.rows.length) return;
  turn(it, Math.max(0, Math.min(place, it.rows.length - 1)));
  const { element: row } = it.rows[it.current];
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function bar(it) {
  const { words } = it;
  const count = waiting(it).length;
  it.desk.count(it.rows.filter(({ state }) => state !== "done").length);
  const button = (text, click, kind = "plain") => h("button", { type: "button", class: kind, click }, text);
  if (it.applying) return;
  it.bar.replaceChildren(...[
    count > 0 && button(fill(words.apply, { count }), () => apply(it), "primary"),
    button(words.anew, () => it.desk.reload()),
    it.pins.length > 0 && count > 0 && button(fill(words.clear, { count: it.pins.length }), () => forget(it)),
  ].filter(Boolean));
}

function forget(it) {
  it.desk.mark({ pins: "" }, true);
  return it.desk.reload();
}

function helpButton(it) {
  return h("button", { type: "button", class: "plain small keyboard", "aria-label": it.words.help, click: () => help(it, helps) }, "?");
}

function empty(it) {
  const { words } = it;
  return h("section", { class: "nothing" }, mark("ok"), h("h2", {}, words.emptyTitle), h("p", {}, words.emptyText));
}

const keys = {
  Enter: (it, entry) => changed(it, entry),
  v: (it, entry) => changed(it, entry),
  x: (it, entry) => pinned(it, entry, null),
  r: (it, entry) => unpinned(it, entry),
  o: (it, entry) => it.desk.openCard(entry.row),
  c: (it) => apply(it),
  u: (it) => undo(it.desk),
};
const helps = [
  [["j", "k"], "keyMove"],
  [["↵", "v"], "keyChange"],
  [["x"], "keyLeave"],
  [["r"], "keyFree"],
  [["o"], "keyOpen"],
  [["c"], "keyApply"],
  [["u"], "keyUndo"],
  [["?"], "keyHelp"],
];
const hands = { focusRow, keys, helps };

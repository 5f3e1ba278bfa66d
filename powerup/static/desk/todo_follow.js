// The queue follows the mirror: it asks every few seconds whether anything changed, and brings its rows up to date
// in place. What the person is doing there (place, filters, selection, focus) stays as it is.

import { rowOf } from "./todo_rows.js";

const EVERY = 10_000; // milliseconds
const MOST = 200; // rows that are asked for at once
const CALM = 120_000; // milliseconds without a key or a touch after which it is asked less often
const SELDOM = 30_000;
let [timer, touched, asked] = [0, Date.now(), 0];
for (const sign of ["keydown", "pointerdown", "pointermove"]) document.addEventListener(sign, () => (touched = Date.now()), { passive: true });

// `pageNow()`: the queue as it stands; `query(more)`: its filters, as in an address.
export function followMirror(pageNow, query) {
  if (!timer) document.addEventListener("visibilitychange", () => look(pageNow(), query));
  clearInterval(timer);
  timer = setInterval(() => due() && look(pageNow(), query), EVERY);
}

// Whether it is time to ask: less often once nobody has touched the page for a while.
const due = () => Date.now() - touched < CALM || Date.now() - asked >= SELDOM;

// Whether the page is to stay as it is: it is hidden, gone or loading, or a question is open about what it shows.
const still = (it) => !it?.list.isConnected || document.hidden || it.loading || document.querySelector("dialog[open]");

async function look(it, query) {
  if (still(it) || it.looking) return;
  it.looking = true;
  asked = Date.now();
  try {
    const { version, claims } = await it.desk.ask("todo/version");
    if (claims !== it.claims.mark) await it.claims.bring(claims);
    if (version !== it.version && (await bringUp(it, query))) it.version = version;
  } catch {
    // it is asked again soon; an act that fails has its own message
  }
  it.looking = false;
}

async function bringUp(it, query) {
  const data = await it.desk.ask(`todo?${query({ limit: Math.min(Math.max(it.rows.length, it.page), MOST) })}`);
  if (still(it) || it.rows.some((each) => each.busy)) return false;
  if (!it.rows.length || !data.rows.length) {
    if (it.rows.length !== data.rows.length) await it.desk.reload();
    return true;
  }
  leave(it, new Set(data.rows.map((each) => each.id)));
  const known = new Map(it.rows.map((each) => [each.row.id, each]));
  const [kept, focused] = [it.rows[it.current], document.activeElement];
  data.rows.forEach((row, place) => arrive(it, row, place, known.get(row.id)));
  settle(it, data, kept, focused);
  return true;
}

// Removes rows that are no longer in the queue; those beyond the first 200 were not asked for, and stay.
function leave(it, wanted) {
  it.rows.slice(0, MOST).filter((each) => !wanted.has(each.row.id)).forEach((each) => it.remove(each, true));
}

function arrive(it, row, place, entry) {
  if (!entry) return it.put(row, place);
  const before = it.rows.indexOf(entry);
  if (before !== place) {
    it.rows.splice(before, 1);
    it.list.insertBefore(entry.element, it.rows[place]?.element || null);
    it.rows.splice(place, 0, entry);
  }
  return JSON.stringify(row) === JSON.stringify(entry.row) ? entry : renew(it, entry, row);
}

// Draws the row anew, with the focus where it was in it.
function renew(it, entry, row) {
  const old = entry.element;
  const at = [...old.querySelectorAll("a, button, input")].indexOf(document.activeElement);
  const focused = old === document.activeElement ? -1 : at;
  const had = old.contains(document.activeElement);
  entry.row = row;
  entry.element = rowOf(it, entry);
  old.replaceWith(entry.element);
  it.peek.renew(entry);
  if (had) (entry.element.querySelectorAll("a, button, input")[focused] || entry.element).focus({ preventScroll: true });
  return entry;
}

function settle(it, data, kept, focused) {
  it.count = data.count;
  it.data = { ...it.data, ...data };
  const place = it.rows.indexOf(kept);
  if (place >= 0) it.current = place;
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
  it.rows.forEach((each, at) => it.reachable(each.element, at === it.current));
  it.counted(data);
  it.actor.recount();
  it.moreButtonAnew();
  it.told();
}

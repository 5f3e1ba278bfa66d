// Applying the week's draft: card after card, as its lines say, each with its receipt.

import { tellChange } from "../api.js";
import { fill, h } from "../page.js";
import { patiently } from "./undoing.js";
import { inAddress } from "./week_pins.js";
import { remember, together, undo, undoOne } from "./undo_stack.js";

const ENDS = ["offline", "signed-out", "trello-down", "no-right"]; // what would meet every other card too

export const waiting = (it) => it.rows.filter(({ row, state }) => row.person && state !== "done");

export async function apply(it) {
  if (it.applying) return;
  const { words } = it;
  const entries = waiting(it);
  if (!entries.length) return;
  it.applying = true;
  const count = entries.length;
  const title = count === 1 ? words.applyOne : fill(words.applyTitle, { count });
  if (await it.desk.confirm(title, h("p", {}, words.applyText), words.applyDo)) await give(it, entries);
  it.applying = false;
  it.told();
}

async function give(it, entries) {
  const { words } = it;
  const meter = progress(it, entries.length);
  const ways = [];
  let [done, left, trouble] = [0, 0, ""];
  for (const entry of entries) {
    if (meter.stopped() || !it.here()) break;
    const met = await one(it, entry, ways);
    if (met && ENDS.includes(met.code)) {
      trouble = met.message;
      break;
    }
    done += met ? 0 : 1;
    left += met ? 1 : 0;
    meter.turn(done + left);
  }
  it.applying = false;
  finish(it, entries, ways, { done, left, trouble });
}

// Gives one card; returns what stood against it, null for nothing.
async function one(it, entry, ways) {
  const { row } = entry;
  drawn(it, entry, { state: "busy", trouble: "" });
  const body = { member: row.person.id, mark: row.mark, why: row.despite || "" };
  try {
    const answer = await patiently(() => it.desk.ask(`week/give/${row.board}/${row.id}`, { body, seconds: 40 }));
    tellChange();
    const way = answer.undo && { ...answer.undo, board: row.board, name: row.who, what: fill(it.words.given, row.person) };
    if (way) ways.push(Object.assign(way, { after: () => undone(it, entry) }));
    drawn(it, entry, { state: "done", undo: way && (() => takeBack(it, way)) });
    return null;
  } catch (trouble) {
    drawn(it, entry, { state: ENDS.includes(trouble.code) ? "" : "refused", trouble: trouble.message });
    return trouble;
  }
}

function drawn(it, entry, changes) {
  Object.assign(entry, changes);
  if (it.here()) it.redraw(entry);
}

function progress(it, all) {
  const { words } = it;
  let stopped = false;
  const bar = h("progress", { max: all, value: 0, "aria-label": words.heading });
  const text = h("span", { role: "status" }, fill(words.progress, { done: 0, all }));
  const stop = h("button", { type: "button", class: "plain", click: () => (stopped = true) }, words.stop);
  it.bar.replaceChildren(bar, text, stop);
  return {
    stopped: () => stopped,
    turn: (done) => {
      bar.value = done;
      text.textContent = fill(words.progress, { done, all });
    },
  };
}

function finish(it, entries, ways, { done, left, trouble }) {
  const { words, desk } = it;
  const all = fill(words.cards, { count: ways.length });
  const told = (now, count) => desk.say(fill(words.progress, { done: now, all: count }));
  it.pins = it.pins.filter(({ card }) => entries.every(({ row, state }) => row.id !== card || state !== "done"));
  desk.mark({ pins: inAddress(it.pins) });
  if (ways.length) remember(together(desk, ways, all, ways.length === 1 ? ways[0].what : words.givenAll, told));
  const text = left ? fill(words.finishedBut, { done, left }) : fill(words.finished, { done });
  const offer = ways.length ? { label: words.undo, run: () => undo(desk) } : null;
  desk.say([text, trouble].filter(Boolean).join(" "), left || trouble ? "bad" : "good", offer);
}

// The line's own button.
async function takeBack(it, way) {
  try {
    await undoOne(it.desk, way, () => it.desk.say(fill(it.words.undoneOf, way)));
  } catch (trouble) {
    it.desk.say(trouble.message, "bad");
  }
}

function undone(it, entry) {
  if (!it.here()) return;
  drawn(it, entry, { state: "undone", undo: null });
  it.told();
}

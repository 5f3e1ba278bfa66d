// What is done to the rows: one act after another, each with its answer and its undo.

import { tellChange } from "../api.js";
import { fill, h } from "../page.js";
import { askedFor } from "./todo_asks.js";
import { newest, onChange, remember, together, told, undo } from "./undo_stack.js";

const MANY = ["remind", "accept", "suspend", "snooze", "check"];
const STALE = ["changed", "settled", "unknown-card"];
let chain = Promise.resolve();

export function actor(it) {
  const { words } = it;
  const undoButton = h("button", { type: "button", class: "plain small undo", hidden: true, click: () => undo(it.desk) }, words.undo, h("kbd", { "aria-hidden": "true" }, "u"));
  const bulkBar = h("div", { class: "bulk", role: "region", "aria-label": words.selected, hidden: true });
  const self = {
    undoButton,
    bulkBar,
    act: (entry, action) => act(it, entry, action),
    usual: (entry) => usual(it, entry),
    byKey: (entry, key) => byKey(it, entry, key),
    select: (entry, on) => select(it, entry, on),
    toggle: (entry) => toggle(it, entry),
    undo: () => undo(it.desk),
    recount: () => bulk(it),
    answered: (id, row) => answeredId(it, id, row),
  };
  const offer = () => {
    if (!undoButton.isConnected && drawn) forget();
    drawn ||= undoButton.isConnected;
    undoButton.hidden = !newest();
  };
  let drawn = false;
  const forget = onChange(offer);
  offer();
  return self;
}

// One row

// Does what is usual about the card, or about all that are selected; where nothing is, opens the card beside the queue.
function usual(it, entry) {
  if (it.selected.size) return bulkFirst(it);
  const action = entry.row.actions.find((each) => each.name === entry.row.usual);
  return action ? act(it, entry, action) : it.peek.open(entry);
}

function bulkFirst(it) {
  it.actor.bulkBar.querySelector("button")?.focus();
}

function byKey(it, entry, key) {
  if (it.selected.size) return byKeyMany(it, key);
  const action = entry.row.actions.find((each) => each.key === key);
  return action ? act(it, entry, action) : it.desk.say(it.words.notHere, "bad");
}

async function act(it, entry, action) {
  if (entry.busy || !(await it.claims.goOn(entry.row))) return;
  if (action.name === "pick") return inHand(it, entry, () => pick(it, entry));
  if (action.name === "twins") return inHand(it, entry, () => twins(it, entry));
  const body = action.reason || action.name === "snooze" ? await inHand(it, entry, () => askedFor(it, action)) : action.body || {};
  if (body) await send(it, entry, action.name, body);
}

// While `decide()` runs, the card is claimed for this person.
async function inHand(it, entry, decide) {
  it.claims.take(entry.row);
  try {
    return await decide();
  } finally {
    if (!it.peek.isOpen()) it.claims.leave();
  }
}

// Sends an act. The focus goes to the next row at once, without waiting for the answer.
// `gathered`: the list that takes its undo, where it is one of many.
function send(it, entry, name, body = {}, gathered = null) {
  const place = it.rows.indexOf(entry);
  const here = it.current === place;
  entry.busy = true;
  entry.trouble = "";
  it.redraw(entry);
  if (here && it.rows.length > 1) it.focusRow(place + 1 < it.rows.length ? place + 1 : place - 1);
  const path = `card/${entry.row.board}/${entry.row.id}/${name}`;
  const run = chain.then(async () => {
    try {
      const answer = await it.desk.ask(path, { body: { ...body, seen: entry.row.seen }, seconds: 40 });
      succeeded(it, entry, answer, gathered);
      return true;
    } catch (trouble) {
      await failed(it, entry, trouble);
      return false;
    }
  });
  chain = run;
  return run;
}

function succeeded(it, entry, answer, gathered) {
  tellChange();
  if (!gathered) remembered(it, entry, answer);
  else if (answer.undo) gathered.push(wayBack(it, entry, answer));
  entry.busy = false;
  return answered(it, entry, answer.row);
}

function remembered(it, entry, answer) {
  const way = answer.undo && wayBack(it, entry, answer);
  return way ? told(it.desk, way) : it.desk.say(fill(it.words.named, { name: entry.row.name, what: answer.message }));
}

function wayBack(it, entry, { undo: way, message }) {
  const { board, id, name } = entry.row;
  const place = it.rows.indexOf(entry);
  return { ...way, board, name, what: message, after: () => returned(it, board, id, place) };
}

async function failed(it, entry, trouble) {
  entry.busy = false;
  entry.trouble = trouble.message;
  if (STALE.includes(trouble.code)) await refresh(it, entry);
  it.redraw(entry);
  it.desk.say(trouble.message, "bad");
}

async function refresh(it, entry) {
  try {
    const { row } = await it.desk.ask(`todo/card/${entry.row.board}/${entry.row.id}`);
    if (row) entry.row = row;
    else entry.row = { ...entry.row, actions: [] };
  } catch {
    entry.row = { ...entry.row, actions: [] };
  }
}

async function twins(it, entry) {
  const { words } = it;
  let data;
  try {
    data = await it.desk.ask(`todo/twins/${entry.row.board}/${entry.row.id}`);
  } catch (trouble) {
    return failed(it, entry, trouble);
  }
  const side = (card, place) =>
    h(
      "label",
      { class: "side" },
      h("span", { class: "choose" }, h("input", { type: "radio", name: "spare", value: card.id, required: true }), words.archive),
      h("strong", {}, card.name),
      h("span", {}, [card.list, card.due || words.noDue].filter(Boolean).join(" · ")),
      h("span", {}, fill(words.members, { names: card.mentors.join(", ") || words.nobody })),
      card.desc && h("span", { class: "desc" }, card.desc),
      h("span", { class: "hint" }, card.carries ? fill(words.carries, { what: card.carries }) : words.carriesNothing),
      h("a", { href: card.url, target: "_blank", rel: "noopener", "aria-label": `${words.open} ${place + 1}` }, words.open),
    );
  const sides = h("div", { class: "sides" }, data.cards.map(side));
  const yes = await it.desk.confirm(words.twinsTitle, [h("p", { class: "hint" }, words.twinsText), sides], words.archiveChosen);
  const spare = sides.querySelector("input:checked")?.value;
  return yes && spare ? send(it, entry, "archive", { spare }) : null;
}

async function pick(it, entry) {
  const { pick: choose } = await import("./picker.js");
  try {
    const given = await choose(it.desk, entry.row);
    it.focusRow(it.rows.indexOf(entry));
    if (given) {
      remembered(it, entry, given);
      await look(it, entry);
    }
  } catch (trouble) {
    await failed(it, entry, trouble);
  }
}

async function look(it, entry) {
  const { row } = await it.desk.ask(`todo/card/${entry.row.board}/${entry.row.id}`);
  tellChange();
  return answered(it, entry, row);
}

// Draws the card's new row; without a row it is no longer in the queue and goes.
function answered(it, entry, row) {
  if (!row) return it.remove(entry);
  entry.row = row;
  return it.redraw(entry);
}

// The same for a card that may have left the list, or may come back to it.
function answeredId(it, id, row) {
  const entry = it.rows.find((each) => each.row.id === id);
  return entry ? answered(it, entry, row) : back(it, row, Math.max(it.current, 0));
}

// Undoing

// Puts the card back where it was, if it is in the queue again.
async function returned(it, board, id, place) {
  const { row } = await it.desk.ask(`todo/card/${board}/${id}`);
  back(it, row, place);
}

function back(it, row, place) {
  if (!row) return;
  if (!it.list.isConnected || !it.rows.length) return it.desk.reload();
  const known = it.rows.some((each) => each.row.id === row.id);
  const entry = it.put(row, Math.min(place, it.rows.length));
  if (!known) {
    it.count += 1;
    it.data.all += 1;
    it.told();
  }
  it.focusRow(it.rows.indexOf(entry));
}

// Several rows

function toggle(it, entry) {
  const box = entry.element.querySelector('input[type="checkbox"]');
  box.checked = !box.checked;
  select(it, entry, box.checked);
}

function select(it, entry, on) {
  if (on) it.selected.add(entry.row.id);
  else it.selected.delete(entry.row.id);
  bulk(it);
}

function chosen(it) {
  return it.rows.filter((entry) => it.selected.has(entry.row.id));
}

function bulk(it) {
  const { words } = it;
  const bar = it.actor.bulkBar;
  const count = it.selected.size;
  bar.hidden = !count;
  if (!count) return;
  const offered = new Map(chosen(it).flatMap((entry) => entry.row.actions.map((each) => [each.name, each])));
  const buttons = MANY.filter((name) => offered.has(name)).map((name) =>
    h("button", { type: "button", class: "plain small", click: () => many(it, offered.get(name)) }, offered.get(name).label),
  );
  bar.replaceChildren(
    h("strong", { role: "status" }, count === 1 ? words.selectedOne : fill(words.selected, { count })),
    ...buttons,
    h("button", { type: "button", class: "plain small", click: () => unselect(it) }, words.unselect),
  );
}

function unselect(it) {
  for (const box of it.list.querySelectorAll('input[type="checkbox"]')) box.checked = false;
  it.selected.clear();
  bulk(it);
}

function byKeyMany(it, key) {
  const found = chosen(it).flatMap((entry) => entry.row.actions).find((each) => each.key === key);
  return found && found.name !== "pick" ? many(it, found) : it.desk.say(it.words.notHere, "bad");
}

// Does the action for each selected row in turn; rows for which it failed stay selected and say why.
async function many(it, action) {
  const body = await askedFor(it, action);
  if (!body) return;
  const { words } = it;
  const all = chosen(it);
  const gathered = [];
  let done = 0;
  let failures = 0;
  for (const entry of all) {
    const fits = entry.row.actions.some((each) => each.name === action.name);
    if (!fits) await failed(it, entry, { message: words.notHere });
    const good = fits && !entry.busy && (await send(it, entry, action.name, body, gathered));
    if (good) it.selected.delete(entry.row.id);
    done += Boolean(good);
    failures += !good;
    it.desk.say(fill(words.progress, { done: done + failures, all: all.length }));
  }
  bulk(it);
  for (const entry of all) if (it.rows.includes(entry)) it.redraw(entry);
  const text = failures ? fill(words.finished, { done, failed: failures }) : fill(words.finishedAll, { done });
  if (gathered.length) remember(together(it.desk, gathered, fill(words.cards, { count: gathered.length }), action.label.replace(/…$/, "")));
  it.desk.say(text, failures ? "bad" : "good", gathered.length ? { label: words.undo, run: () => undo(it.desk) } : null);
}

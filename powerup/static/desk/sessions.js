// A mentor's week: what lacks a status first, today and the week, what has no time yet, and the history.

import { fill, h } from "../page.js";
import { finishBox } from "./sessions_finish.js";
import { colleagueBox, history, statusBox, videoBox } from "./sessions_more.js";
import { listen } from "./row_keys.js";
import { told, undo } from "./undo_stack.js";
import { cardButton } from "./card_button.js";
import { chooseTime } from "./times.js";
import { twice } from "./twice.js";

let page = null;

export async function show(place, desk) {
  const data = await desk.ask("sessions/week");
  const it = { place, desk, words: desk.words, rows: [], current: -1 };
  const before = page && page.place === place && page.rows[page.current] ? { row: page.rows[page.current].row, at: page.current } : null;
  page = it;
  listen(() => page, hands);
  desk.count(data.unset.length);
  const { words } = desk;
  const parts = [
    h("h1", {}, words.heading),
    section(it, "unset", data.unset, data.unset.length),
    away(it, data.away),
    newcomers(it, data.newcomers),
    section(it, "today", data.today),
    section(it, "week", data.week),
    section(it, "unplaced", data.unplaced, data.unplaced.length),
    people(it, words.emptyNext, data.emptyNext),
    nothing(it, data),
    history(desk, (each) => drawn(it, { row: each })),
  ];
  const here = document.activeElement;
  const mine = here === document.body || place.contains(here);
  place.replaceChildren(...parts.filter(Boolean));
  if (before && mine) stayed(it, before);
}

// The focus stays on the session where it was; once that has a new status, on the one that takes its place.
function stayed(it, { row: was, at }) {
  const found = it.rows.findIndex(({ row }) => row.id === was.id && row.status === was.status);
  const entry = it.rows[found < 0 ? Math.min(at, it.rows.length - 1) : found];
  entry?.element.focus({ preventScroll: true });
}

function section(it, name, found, count = 0) {
  if (!found.length) return null;
  const { words } = it;
  const title = count ? `${words[name]} (${count})` : words[name];
  return h("section", { class: name }, h("h2", {}, title), h("ul", { class: "cards sessions" }, found.map((each) => row(it, each))));
}

function nothing(it, data) {
  const { words, desk } = it;
  const some = ["unset", "today", "week", "unplaced", "newcomers", "emptyNext"].some((name) => data[name].length);
  if (some) return null;
  const profile = h("button", { type: "button", class: "plain", click: () => desk.go("profile") }, words.toProfile);
  return h("section", { class: "nothing" }, h("p", {}, words.nothing), h("p", {}, words.nobody), profile);
}

function newcomers(it, found) {
  if (!found.length) return null;
  const line = (each) =>
    h("li", {}, link(it, each), h("p", {}, it.words.newcomer), h("p", { class: "row" }, plan(it, each, "primary")));
  return h("section", {}, h("ul", { class: "cards" }, found.map(line)));
}

// An absence of a week or more: each student, with their transfer card or a button that makes it.
function away(it, found) {
  if (!found) return null;
  const { words, desk } = it;
  const open = (card) => (event) => {
    event.preventDefault();
    desk.openCard(card);
  };
  const there = (card) => [h("p", {}, words.transferWaits), h("p", { class: "row" }, h("a", { class: "button small", href: card.url, target: "_blank", rel: "noopener", click: open(card) }, words.openCard))];
  const offered = (each) => h("p", { class: "row" }, cardButton(desk, each, desk.reload, { path: "transfer", label: words.prepareTransfer, made: words.transferMade }));
  const line = (each) => h("li", {}, link(it, each), h("p", { class: "when" }, each.about), each.card ? there(each.card) : offered(each));
  const list = h("details", {}, h("summary", {}, `${words.yourStudents} (${found.students.length})`), h("ul", { class: "cards" }, found.students.map(line)));
  return h("section", { class: "away" }, h("h2", {}, words.away), h("p", {}, found.text), list);
}

function people(it, title, found) {
  if (!found.length) return null;
  const line = (each) => h("li", {}, link(it, each), h("p", { class: "when" }, each.about), h("p", { class: "row" }, plan(it, each)));
  return h("section", {}, h("h2", {}, `${title} (${found.length})`), h("ul", { class: "cards" }, found.map(line)));
}

function plan(it, student, kind = "plain") {
  const act = async () => {
    const done = await chooseTime(it.desk, student);
    if (done) await finished(it, { name: student.name, what: it.words.booked }, done);
  };
  return h("button", { type: "button", class: `${kind} small`, click: act }, it.words.plan);
}

function link(it, student) {
  const click = (event) => {
    event.preventDefault();
    it.desk.go("students", { id: student.id });
  };
  return h("a", { href: `#students?id=${student.id}`, click, "aria-label": fill(it.words.goTo, { name: student.name }) }, student.name);
}

// One session: who, when, and what can be said of it now.
function row(it, each) {
  const entry = { row: each, element: null };
  it.rows.push(entry);
  entry.element = drawn(it, entry);
  return entry.element;
}

function drawn(it, entry) {
  const each = entry.row;
  const where = [each.when, each.about, each.kind];
  return h(
    "li",
    { class: "session", tabindex: "-1", "data-id": each.id, focusin: () => (it.current = it.rows.indexOf(entry)) },
    link(it, each.student),
    each.statusText && h("span", { class: `badge ${each.status ? "" : "red"}` }, each.statusText),
    h("p", { class: "when" }, where.filter(Boolean).join(" · ")),
    each.why && h("p", {}, each.why),
    h("p", { class: "row" }, buttons(it, entry)),
  );
}

function buttons(it, entry) {
  const { words } = it;
  const each = entry.row;
  const can = (name) => each.possible.includes(name);
  const press = (text, click, kind = "plain") => h("button", { type: "button", class: `${kind} small`, click }, text);
  if (!each.placed) return each.free.map((time) => press(time.text, () => place(it, entry, { starts: time.starts }), "chip")).concat(press(words.move, () => choose(it, entry)));
  const begun = can("done");
  const open = !each.status;
  const over = open && each.statusText; // it has no status, and lacks one
  const join = open && each.video && h("a", { class: "button small", href: each.video, target: "_blank", rel: "noopener noreferrer" }, words.join);
  const first = [
    !over && join,
    open && begun && press(words.finish, () => finish(it, entry), "primary"),
    open && can("absent") && sayTwice(it, entry, "absent"),
    open && can("cancel") && sayTwice(it, entry, "cancel"),
    !open && each.status === "done" && press(words.report, () => finish(it, entry)),
    !open && press(words.correct, () => otherwise(it, entry)),
  ];
  const others = [
    open && press(words.other, () => otherwise(it, entry)),
    open && !begun && press(words.move, () => choose(it, entry)),
    open && press(words.hand, () => asked(it, entry, colleagueBox, "hand")),
    over && join,
    open && press(words.video, () => asked(it, entry, videoBox, "video", words.videoSaved)),
  ].filter(Boolean);
  const rest = others.length && h("details", { class: "more-acts" }, h("summary", {}, words.acts), h("div", { class: "row" }, others));
  return [...first, rest].filter(Boolean);
}

const sayTwice = (it, entry, status) => twice(it.words[status], it.words[`sure-${status}`], () => say(it, entry, status), { "data-status": status });

async function pressed(it, entry, path, body, what) {
  if (entry.busy) return;
  entry.busy = true;
  try {
    const done = await it.desk.ask(`sessions/one/${entry.row.id}/${path}`, { body });
    await finished(it, { name: entry.row.student.name, what: what || done.session.statusText || fill(it.words.handed, done.session) }, done);
  } catch (trouble) {
    it.desk.say(trouble.message, "bad");
  }
  entry.busy = false;
}

const say = (it, entry, status) => pressed(it, entry, "status", { status });
const place = (it, entry, body) => pressed(it, entry, "move", body, it.words.taken);

// Asks in a box, then does what was chosen there.
async function asked(it, entry, box, path, what) {
  try {
    const body = await box(it.desk, entry.row);
    if (body) await pressed(it, entry, path, body, what);
  } catch (trouble) {
    it.desk.say(trouble.message, "bad");
  }
}

const otherwise = (it, entry) => asked(it, entry, statusBox, "status");

async function choose(it, entry) {
  const one = `sessions/one/${entry.row.id}`;
  const done = await chooseTime(it.desk, entry.row.student, { path: `${one}/move`, times: `${one}/times`, title: it.words.move });
  if (done) await finished(it, { name: entry.row.student.name, what: it.words.moved }, done);
}

async function finish(it, entry) {
  const done = await finishBox(it.desk, entry.row);
  if (done) await finished(it, { name: entry.row.student.name, what: it.words.ended }, done);
}

// Says what was done, with a button that undoes it, and reads the week again.
async function finished(it, { name, what }, done) {
  const { desk } = it;
  const path = `sessions/one/${done.session.id}/undo`;
  const act = { name, what, undoing: () => desk.ask(path, { body: { change: done.change } }), after: () => desk.reload() };
  if (done.change) told(desk, act);
  else desk.say(`${name} — ${what}`);
  await desk.reload();
}

// For the keyboard

function focusRow(it, place) {
  if (!it.rows.length) return;
  it.current = Math.max(0, Math.min(place, it.rows.length - 1));
  it.rows[it.current].element.focus();
}

const keys = {
  t: (it, entry) => finish(it, entry),
  a: (it, entry) => entry.element.querySelector('[data-status="absent"]')?.click(),
  c: (it, entry) => entry.element.querySelector('[data-status="cancel"]')?.click(),
  p: (it, entry) => choose(it, entry),
  u: (it) => undo(it.desk),
};
const helps = [
  [["j", "k"], "keyMove"],
  [["t"], "keyFinish"],
  [["a"], "keyAbsent"],
  [["c"], "keyCancel"],
  [["p"], "keyPlace"],
  [["u"], "keyUndo"],
  [["Ctrl", "↵"], "keyEnd"],
  [["?"], "keyHelp"],
];
const hands = { focusRow, keys, helps };

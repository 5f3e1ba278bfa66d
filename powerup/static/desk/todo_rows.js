// One row of the queue: the card, why it is here, and what can be done.

import { fill, h } from "../page.js";

let made = 0;

export function rowOf(it, entry) {
  const { row } = entry;
  const { words } = it;
  const id = `todo-row-${(made += 1)}`;
  const element = h(
    "li",
    {
      class: `matter ${row.level}${entry.busy ? " busy" : ""}`,
      "aria-labelledby": id,
      "aria-busy": entry.busy ? "true" : null,
      focusin: () => follow(it, entry),
    },
    selector(it, entry),
    h(
      "div",
      { class: "what" },
      h("p", { class: "title" }, link(it, entry, id), kinds(row), it.claims.badge(row)),
      row.why.map((text) => h("p", { class: "why" }, text)),
      h("p", { class: "where" }, [row.boardName, row.list, row.project, row.mentors.join(", ") || words.nobody].filter(Boolean).join(" · ")),
      row.asked && h("p", { class: "where asked" }, row.asked),
      row.reminded && h("p", { class: "where" }, row.reminded),
      h("div", { class: "buttons" }, buttons(it, entry)),
      entry.trouble && h("p", { class: "trouble", role: "alert" }, entry.trouble),
    ),
    h(
      "p",
      { class: "date" },
      h("span", { class: "level" }, words[row.level]),
      h("strong", {}, row.left || words.noDue),
      row.due && h("span", {}, row.due),
    ),
  );
  reachable(element, it.rows[it.current] === entry);
  return element;
}

function selector(it, entry) {
  const change = (event) => it.actor.select(entry, event.target.checked);
  const label = fill(it.words.select, { name: entry.row.name });
  const box = h("input", { type: "checkbox", "aria-label": label, change, checked: it.selected.has(entry.row.id) });
  return h("label", { class: "tick" }, box);
}

function link(it, entry, id) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    it.peek.open(entry);
  };
  return h("a", { id, href: entry.row.url, target: "_blank", rel: "noopener", click }, entry.row.name);
}

const COLORS = { date: "red", decision: "red", result: "orange", answer: "orange", parked: "red", incomplete: "red", validator: "orange", taker: "orange", notice: "orange", back: "sky" };

const badge = (kind) => h("span", { class: `badge ${COLORS[kind.code] || ""}` }, kind.label);

export const kinds = (row) => row.kinds.map(badge);

// The button of the usual act stands out; where there is none, the one that opens the card does.
// `there`: the card is open already.
export function buttons(it, entry, there = false) {
  const { actions, usual } = entry.row;
  const made = actions.map((action) => button(it, entry, action, action.name === usual));
  return there ? made : [...made, look(it, entry, !usual)];
}

const dress = (primary) => `${primary ? "primary" : "plain"} small`;

function button(it, entry, action, primary) {
  return h(
    "button",
    { type: "button", class: dress(primary), disabled: entry.busy, click: () => it.actor.act(entry, action) },
    action.label,
    (primary || action.key) && h("kbd", { "aria-hidden": "true" }, primary ? "↵" : action.key),
  );
}

function look(it, entry, primary) {
  const label = fill(it.words.peekCard, { name: entry.row.name });
  const click = () => it.peek.open(entry);
  return h("button", { type: "button", class: dress(primary), "aria-label": label, click }, it.words.peek, h("kbd", { "aria-hidden": "true" }, primary ? "↵" : "o"));
}

// The row that has the focus is the current one, however the focus came there.
function follow(it, entry) {
  const place = it.rows.indexOf(entry);
  if (place < 0 || place === it.current) return;
  const before = it.rows[it.current];
  if (before) reachable(before.element, false);
  it.current = place;
  reachable(entry.element, true);
  it.peek.turn(entry);
}

// The Tab key reaches one row at a time, with what is in it; on a phone only that row is unfolded.
export function reachable(element, yes) {
  element.classList.toggle("current", yes);
  for (const each of [element, ...element.querySelectorAll("a, button, input")]) each.tabIndex = yes ? 0 : -1;
}

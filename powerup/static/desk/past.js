// The tab « Le tableau le… »: a board as it stood at a moment, and what changed until another.

import { fill, h, mark } from "../page.js";

const TONES = { complete: "ok", incomplete: "blocks", suspended: "wait", "not-checked": "calm" };
const COLORS = { complete: "green", incomplete: "red", suspended: "sky", "not-checked": "" };
const SHOWN = 25; // cards of a list before a button shows the others
const SECONDS = 30; // a large board, far back
let asked = 0;

export async function show(place, desk) {
  const mine = (asked += 1);
  const query = new URLSearchParams([...desk.params].filter(([, value]) => value));
  const data = await desk.ask(`past?${query}`, { seconds: SECONDS });
  if (mine !== asked) return;
  const focused = document.activeElement?.id;
  place.replaceChildren(h("h1", {}, desk.words.title), form(data, desk), ...(data.empty ? [h("p", { class: "nothing", role: "status" }, data.empty)] : found(data, desk)));
  const here = place.querySelector(".card.here");
  if (here && !desk.moved) here.scrollIntoView({ block: "center" });
  if (focused) document.getElementById(focused)?.focus();
}

// The form: a board, a moment, and a second one to compare with; buttons for usual moments.
function form(data, desk) {
  const { words } = desk;
  const option = ([id, name]) => h("option", { value: id, selected: id === data.board }, name);
  const board = h("select", { id: "past-board" }, data.boards.map(option));
  const moment = (id, value) => h("input", { id, type: "datetime-local", value, min: data.first, max: data.now });
  const at = moment("past-at", data.at || given(desk, "at"));
  const until = moment("past-until", data.until ?? given(desk, "until"));
  const go = (more = {}) => desk.go("past", { board: board.value, at: at.value, until: until.value, ...more });
  const submit = (event) => {
    event.preventDefault();
    go({ card: board.value === data.board ? desk.params.get("card") : "" });
  };
  const press = (text, more) => h("button", { type: "button", class: "plain small", click: () => go(more) }, text);
  return h(
    "form",
    { class: "moment", "aria-label": words.choose, submit },
    h("div", { class: "fields" }, field(words.board, board), field(words.at, at), field(words.until, until), h("button", { class: "primary" }, words.see)),
    h(
      "p",
      { class: "row" },
      data.presets.map(([text, when]) => press(text, { at: when, until: "" })),
      !data.empty && !data.until && press(words.compareNow, { until: data.now }),
      data.until && press(words.alone, { until: "" }),
    ),
    h("p", { class: "hint" }, data.zone),
  );
}

// What the address asks for, as far as a field for dates can hold it.
const given = (desk, name) => (desk.params.get(name) || "").slice(0, 16);

const field = (label, input) => h("p", { class: "field" }, h("label", { for: input.id }, label), input);

function found(data, desk) {
  return [
    h("h2", { class: "when" }, data.title),
    h("p", {}, data.counted),
    data.notes.map((text) => h("p", { class: "hint" }, text)),
    data.changes && changes(data.changes, desk),
    h("section", { class: "lists", "aria-label": desk.words.lists }, data.lists.map((each) => list(each, desk))),
  ].flat().filter(Boolean);
}

function changes(data, desk) {
  const line = (each) => h("li", {}, each.text, (each.by || each.when) && h("span", { class: "hint" }, ` ${[each.by, each.when].filter(Boolean).join(" · ")}`));
  return h(
    "section",
    { class: "changes" },
    h("h2", {}, desk.words.changes),
    h("p", { class: "hint" }, data.title),
    data.notes.map((text) => h("p", { class: "hint" }, text)),
    data.none && h("p", {}, data.none),
    more(data.cards, (each) => h("article", {}, h("h3", {}, link(each.card, desk)), h("ul", {}, each.lines.map(line))), desk),
  );
}

function list(each, desk) {
  const { words } = desk;
  const card = (one) => cardOf(one, desk);
  const inside = each.archived.some((one) => one.shown);
  const archived = h("details", { open: inside }, h("summary", {}, fill(words.archived, { count: each.archived.length })), more(each.archived, card, desk));
  return h(
    "section",
    { class: "list" },
    h("h3", {}, each.name, each.closed && h("span", { class: "hint" }, ` (${words.closedList})`), h("span", { class: "number" }, ` ${each.cards.length}`)),
    each.cards.length || each.archived.length ? more(each.cards, card, desk) : h("p", { class: "hint" }, words.emptyList),
    each.archived.length > 0 && archived,
  );
}

// The first of these, and a button for the others; all of them where the card of the link is further down.
function more(items, draw, desk) {
  const shown = items.findIndex((one) => one.shown) >= SHOWN ? items.length : SHOWN;
  const parts = items.slice(0, shown).map(draw);
  const rest = items.slice(shown);
  if (!rest.length) return parts;
  const click = (event) => {
    const added = rest.map(draw);
    event.currentTarget.replaceWith(...added);
    added[0].querySelector("a")?.focus();
  };
  return [...parts, h("button", { type: "button", class: "plain small", click }, fill(desk.words.more, { count: rest.length }))];
}

function cardOf(one, desk) {
  const { words } = desk;
  return h(
    "article",
    { class: `card${one.shown ? " here" : ""}` },
    one.shown && h("p", { class: "hint" }, words.here),
    h("h4", {}, link(one.card, desk)),
    one.labels.length > 0 && h("p", { class: "labels" }, one.labels.map(([name, color]) => h("span", { class: `label ${color.replace(/_(dark|light)$/, "")}` }, name))),
    h("p", { class: "verdict" }, mark(TONES[one.state]), h("span", { class: `badge ${COLORS[one.state]}` }, one.verdict)),
    one.missing && h("p", {}, fill(words.missing, { what: one.missing })),
    one.due && h("p", {}, fill(words.due, { when: one.due })),
    one.members && h("p", { class: "hint" }, one.members),
  );
}

function link(card, desk) {
  if (!card.url) return h("span", {}, card.name);
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    desk.openCard(card);
  };
  return h("a", { href: card.url, target: "_blank", rel: "noopener", click }, card.name);
}

// « Et si quelqu'un s'arrête ? »: the school without one mentor, and who would take over. Nothing is stored by looking.

import { fill, h } from "../page.js";
import { pick } from "./picker.js";
import { twice } from "./twice.js";
import { told } from "./undo_stack.js";
import { makeAll } from "./week_cards.js";
import { apply, waiting } from "./week_apply.js";
import { rowOf } from "./week_rows.js";

export async function show(place, desk, wanted) {
  const { words, params } = desk;
  const asked = new URLSearchParams({ member: params.get("without") || "", from: params.get("from") || "" });
  if (!place.querySelector(".stops")) place.replaceChildren(h("h1", {}, words.without), h("p", { class: "loading", role: "status" }, words.working));
  const data = await desk.ask(`week/without?${asked}`);
  if (!wanted()) return;
  const focused = document.activeElement?.id;
  const it = { place, desk, words, data, rows: [], pins: [], applying: false };
  place.replaceChildren(...[
    h("p", {}, h("a", { href: "#week" }, `← ${words.backToWeek}`)),
    h("h1", {}, words.without),
    h("p", { class: "hint" }, words.withoutLead),
    form(it),
    ...(data.mentor ? found(it) : []),
  ].filter(Boolean));
  if (focused) document.getElementById(focused)?.focus();
}

function form({ desk, words, data }) {
  const chosen = data.mentor?.id || "";
  const option = ({ id, name }) => h("option", { value: id, selected: id === chosen }, name);
  const who = h("select", { id: "stops-who" }, h("option", { value: "" }, words.chooseWho), data.people.map(option));
  const from = h("input", { id: "stops-from", type: "date", value: data.from, min: data.today });
  const go = () => desk.go("week", { without: who.value || " ", from: from.value });
  who.addEventListener("change", go);
  from.addEventListener("change", () => from.value && go());
  const field = (id, label, input) => h("p", { class: "field" }, h("label", { for: id }, label), input);
  return h("form", { class: "stops", submit: (event) => event.preventDefault() }, field("stops-who", words.whoStops, who), field("stops-from", words.fromDay, from));
}

function found(it) {
  const { words, data } = it;
  if (!data.summary && !data.attends.length) return [h("p", { class: "summary", role: "status" }, words.noneStops)];
  return [
    data.summary && h("p", { class: "summary", role: "status" }, data.summary),
    part(words.alone, data.alone, (each) => student(it, each), allCards(it)),
    holds(it),
    part(words.attends, data.attends, (each) => defence(it, each), h("p", { class: "hint" }, words.attendsHint)),
    part(words.ahead, data.ahead, (text) => h("li", {}, text)),
  ].filter(Boolean);
}

function part(title, found, line, more = null) {
  return found.length ? h("section", {}, h("h2", {}, `${title} (${found.length})`), h("ul", { class: "cards" }, found.map(line)), more) : null;
}

function student(it, each) {
  const { words, data, desk } = it;
  const proposed = each.person ? fill(words.relay, { name: each.person }) : words.noRelay;
  const make = data.makes && !each.card && !each.made && twice(words.makeCard, words.sureCard, () => card(it, each), { "aria-label": `${words.makeCard} – ${each.name}` });
  return h(
    "li",
    { "data-student": each.id },
    each.card ? h("strong", {}, each.name) : h("a", { href: `#students?id=${each.id}` }, each.name),
    h("span", { class: "hint" }, each.about),
    h("p", { class: each.person ? "person" : "person alone" }, proposed),
    h("p", { class: "why" }, each.why.join(" ")),
    each.sessions && h("p", { class: "when" }, each.sessions),
    each.made && !each.card && h("p", { class: "row" }, words.cardJust),
    each.card && h("p", { class: "row" }, words.cardThere, " ", desk.cardLink(each.card, words.open)),
    make && h("p", { class: "row" }, make),
  );
}

// Makes one card; returns how it is taken back, null where it was there already.
export async function cardOf({ desk, data, words }, each) {
  const { made, receipt } = await desk.ask(`week/without/${each.id}/card`, { body: { from: data.from }, seconds: 40 });
  const undoing = () => desk.ask(`students/${each.id}/card/undo`, { body: { receipt } });
  return made && receipt ? { name: each.name, what: words.cardMade, undoing } : null;
}

async function card(it, each) {
  const { desk, words } = it;
  if (it.applying) return;
  it.applying = true;
  try {
    const way = await cardOf(it, each);
    if (way) told(desk, { ...way, after: desk.reload });
    else desk.say(`${each.name} — ${words.cardThere}`);
    await desk.reload();
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
  it.applying = false;
}

function allCards(it) {
  const { words, data } = it;
  if (!data.makes) return h("p", { class: "state wait" }, words.noBoard);
  const without = data.alone.filter((each) => !each.card && !each.made);
  if (without.length < 2) return null;
  const text = fill(words.makeAll, { count: without.length });
  return h("p", { class: "row all" }, h("button", { type: "button", class: "primary", click: (event) => makeAll(it, without, event.currentTarget, (each) => cardOf(it, each)) }, text));
}

// The defences that they were to hold, with who would: given out as in the draft of the week.
function holds(it) {
  const { words, data } = it;
  if (!data.holds.length) return null;
  it.rows = data.holds.map((row) => ({ row, state: "", trouble: "", was: null }));
  it.bar = h("div", { class: "row all" });
  it.list = h("ol", {}, it.rows.map((entry) => (entry.element = line(it, entry))));
  it.redraw = (entry) => entry.element.replaceWith((entry.element = line(it, entry)));
  it.here = () => it.list.isConnected;
  it.told = () => {
    const count = waiting(it).length;
    it.bar.replaceChildren(...(count ? [h("button", { type: "button", class: "primary", click: () => apply(it) }, fill(words.holdsApply, { count }))] : []));
  };
  it.told();
  return h("section", {}, h("h2", {}, `${words.holds} (${it.rows.length})`), h("div", { class: "draft" }, it.list), it.bar);
}

function line(it, entry) {
  return rowOf(it, entry, { choose: () => choose(it, entry) });
}

async function choose(it, { row }) {
  const { desk } = it;
  try {
    const given = await pick(desk, row);
    if (!given) return;
    if (given.undo) told(desk, { ...given.undo, board: row.board, name: row.who, what: given.message, after: desk.reload });
    else desk.say(given.message);
    await desk.reload();
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

function defence({ desk, words }, each) {
  return h(
    "li",
    {},
    h("strong", {}, each.who),
    h("p", { class: "when" }, [each.when, each.what].filter(Boolean).join(" · ")),
    each.validator && h("p", {}, each.validator),
    h("p", { class: "row" }, desk.cardLink(each, words.open)),
  );
}


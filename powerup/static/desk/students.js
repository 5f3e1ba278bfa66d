// The students whom this person follows, and each one's own page.

import { fill, h } from "../page.js";
import { cardButton } from "./card_button.js";
import { reach } from "./contact.js";
import { acts, sessionActs } from "./students_acts.js";
import { undoByKey } from "./undo_stack.js";

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export async function show(place, desk) {
  const id = desk.params.get("id");
  undoByKey(desk);
  return id ? one(place, desk, id) : all(place, desk);
}

// The list

async function all(place, desk) {
  const { words } = desk;
  const { students } = await desk.ask("students");
  const list = h("ul", { class: "cards" });
  const draw = (text) => list.replaceChildren(...students.filter((each) => plain(`${each.name} ${each.about}`).includes(plain(text))).map((each) => line(desk, each)));
  const search = h("input", { type: "search", id: "students-search", "aria-label": words.search, placeholder: words.search, input: (event) => draw(event.target.value) });
  draw("");
  const content = students.length ? [students.length > 8 && search, list] : [h("p", { class: "hint" }, words.none)];
  place.replaceChildren(...[h("h1", {}, words.heading), ...content].filter(Boolean));
}

function line(desk, each) {
  const { words } = desk;
  const open = (event) => {
    event.preventDefault();
    desk.go("students", { id: each.id });
  };
  const next = each.next ? fill(words.next, { when: each.next }) : words.noNext;
  const defence = each.defence ? fill(words.defenceOn, { day: each.defence }) : each.asksDefence && words.askDefence;
  const links = [each.card && cardLink(desk, each.card, each.name), each.projectUrl && projectLink(desk, each), each.prepares && cardButton(desk, each, desk.reload, { path: "card", label: words.prepareCard, made: words.cardMade })].filter(Boolean);
  return h(
    "li",
    {},
    h("a", { href: `#students?id=${each.id}`, click: open }, each.name),
    each.paused && h("span", { class: "badge" }, words.paused),
    h("p", { class: "when" }, each.about),
    h("p", {}, next),
    h("p", { class: "when" }, [each.goals, defence].filter(Boolean).join(" · ")),
    links.length > 0 && h("p", { class: "row" }, links),
  );
}

function cardLink(desk, card, name = "") {
  const click = (event) => {
    event.preventDefault();
    desk.openCard(card);
  };
  const label = name && `${desk.words.openCard} – ${name}`;
  return h("a", { class: "button small", href: card.url, target: "_blank", rel: "noopener", click, "aria-label": label || null }, desk.words.openCard);
}

const projectLink = (desk, each) =>
  h("a", { class: "button small", href: each.projectUrl, target: "_blank", rel: "noopener noreferrer", "aria-label": `${desk.words.openProject} – ${each.name}` }, desk.words.openProject);

// One student

async function one(place, desk, id) {
  const data = await desk.ask(`students/${id}`);
  draw(place, desk, data);
}

function draw(place, desk, data) {
  const { words } = desk;
  const again = (fresh) => draw(place, desk, fresh);
  const back = h("a", { href: "#students", click: (event) => { event.preventDefault(); desk.go("students", { id: "" }); } }, words.back);
  place.replaceChildren(...[
    h("p", {}, back),
    h("h1", {}, data.name),
    h("p", { class: "when" }, data.about),
    data.endedText && h("p", { class: "state wait" }, data.endedText),
    data.reworks && h("p", { class: "state wait" }, words.reworkHint),
    !data.ended && data.line && h("p", {}, data.line.next ? fill(words.next, { when: data.line.next }) : words.noNext),
    data.line && defence(words, data.line),
    data.pause && h("p", {}, data.pause.text),
    acts(desk, data, again),
    data.line?.projectUrl && h("p", { class: "row" }, projectLink(desk, { ...data.line, name: data.name })),
    data.writes && h("section", {}, h("h2", {}, words.slot), h("p", {}, data.slot ? data.slot.text : words.noSlot)),
    data.writes && !data.ended && reach(desk, data.id),
    part(words.goals, data.goals, goal),
    part(words.sessions, data.sessions, (each) => session(each, data.writes && sessionActs(desk, data, each))),
    part(words.projects, data.projects, project(words)),
    part(words.cards, data.cards, (each) => h("li", {}, cardLink(desk, each), h("p", { class: "when" }, [each.due, each.over && words.over].filter(Boolean).join(" · ")))),
    part(words.mentors, data.mentors, (each) => h("li", {}, each.name, h("p", { class: "when" }, [fill(words.since, each), each.until && fill(words.until2, each)].filter(Boolean).join(" ")))),
  ].filter(Boolean));
}

function part(title, found, line) {
  return found.length ? h("section", {}, h("h2", {}, title), h("ul", { class: "cards" }, found.map(line))) : null;
}

function defence(words, line) {
  const text = line.defence ? fill(words.defenceOn, { day: line.defence }) : line.asksDefence && words.askDefence;
  return text ? h("p", {}, text) : null;
}

const project = (words) => (each) =>
  h("li", {}, h("strong", {}, each.name), each.outcome && h("span", { class: "badge" }, each.outcome), each.defence && h("p", { class: "when" }, fill(words.defenceOn, { day: each.defence })));
const goal = (each) => h("li", {}, each.text, each.outcomeText && h("p", { class: "when" }, each.outcomeText));
const session = (each, acts) =>
  h("li", {}, h("strong", {}, each.when || each.why), each.statusText && h("span", { class: `badge ${each.status ? "" : "red"}` }, each.statusText), h("p", { class: "when" }, [each.mentor, each.kind].filter(Boolean).join(" · ")), acts);

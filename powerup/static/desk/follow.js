// « Suivi »: what managers look at on a Monday: students without a mentor or a session, sessions without a
// status, and the load of each mentor.

import { fill, h } from "../page.js";
import { adding, doubts } from "./follow_doubts.js";
import { giveTo, proposals } from "./follow_give.js";
import { undoByKey } from "./undo_stack.js";

export async function show(place, desk) {
  const [data, asked, proposed] = await Promise.all([desk.ask("follow"), desk.ask("follow/doubts"), desk.ask("follow/proposals")]);
  undoByKey(desk);
  const { words } = desk;
  desk.count(data.withoutMentor.length + data.withoutSession.length + asked.names.length);
  const parts = [
    h("h1", {}, words.heading),
    students(desk, words.withoutMentor, data.withoutMentor, true),
    ...doubts(desk, asked),
    students(desk, words.withoutSession, data.withoutSession),
    students(desk, words.withoutSessionNext, data.withoutSessionNext),
    unset(desk, data),
    ...proposals(desk, proposed),
    loads(desk, data.loads),
  ].filter(Boolean);
  place.replaceChildren(...parts, ...(parts.length > 1 ? [] : [h("p", { class: "hint" }, words.fine)]), adding(desk, asked.courses));
}

function students(desk, title, found, give = false) {
  if (!found.length) return null;
  const open = (each) => (event) => {
    event.preventDefault();
    desk.go("students", { id: each.id });
  };
  const line = (each) =>
    h(
      "li",
      {},
      h("a", { href: `#students?id=${each.id}`, click: open(each) }, each.name),
      h("p", { class: "when" }, each.about),
      give && h("p", { class: "row" }, h("button", { type: "button", class: "primary small", click: () => giveTo(desk, each) }, desk.words.give)),
    );
  return h("section", {}, h("h2", {}, `${title} (${found.length})`), h("ul", { class: "cards" }, found.map(line)));
}

function unset(desk, data) {
  if (!data.unset.length) return null;
  const open = (each) => (event) => {
    event.preventDefault();
    desk.go("students", { id: each.student.id });
  };
  const line = (each) => h("li", {}, h("strong", {}, each.mentor), h("p", {}, h("a", { href: `#students?id=${each.student.id}`, click: open(each) }, each.student.name)), h("p", { class: "when" }, each.when));
  return h("section", {}, h("h2", {}, `${desk.words.unset} (${data.unsetTotal})`), h("ul", { class: "cards" }, data.unset.map(line)));
}

function loads(desk, found) {
  if (!found.length) return null;
  const { words } = desk;
  const head = [words.mentor, words.students, words.noStatus, words.empty].map((each) => h("th", { scope: "col" }, each));
  const row = (each) => h("tr", {}, h("th", { scope: "row" }, each.name), h("td", {}, String(each.students)), h("td", {}, String(each.unset)), h("td", {}, String(each.empty)));
  const table = h("table", { class: "loads" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, found.map(row)));
  return h("section", {}, h("h2", {}, words.loads), h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": words.loads }, table));
}

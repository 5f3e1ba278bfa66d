// What managers are asked about students: whose card it is, which mentor is right; and a student without a card.

import { fill, h } from "../page.js";
import { giveNow } from "./follow_give.js";

const button = (text, click, kind = "plain") => h("button", { type: "button", class: `${kind} small`, click }, text);

// Do it, say it, and read the page again.
async function pressed(desk, path, body, said) {
  try {
    await desk.ask(path, { body });
    desk.say(said);
    await desk.reload();
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

function cardLink(desk, card) {
  const click = (event) => {
    event.preventDefault();
    desk.openCard(card);
  };
  return h("a", { href: card.url, target: "_blank", rel: "noopener", click }, desk.words.openCard);
}

export function doubts(desk, data) {
  return [part(desk.words.whose, data.names.map((each) => nameLine(desk, each))), part(desk.words.whichMentor, data.mentors.map((each) => mentorLine(desk, each)))];
}

function part(title, lines) {
  return lines.length ? h("section", {}, h("h2", {}, `${title} (${lines.length})`), h("ul", { class: "cards" }, lines)) : null;
}

function nameLine(desk, { card, candidates }) {
  const { words } = desk;
  const join = (student) => pressed(desk, "follow/cards", { card: card.id, student }, `${card.name} — ${words.joined}`);
  const known = candidates.map((each) => button(fill(words.same, each), () => join(each.id)));
  const about = [card.about, ...candidates.map((each) => `${each.name}\u00a0: ${each.about}`)];
  return h("li", {}, h("strong", {}, card.name), " ", cardLink(desk, card), h("p", {}, fill(words.whoIs, card)), about.map((each) => h("p", { class: "when" }, each)), h("p", { class: "row" }, known, button(words.somebodyNew, () => join(null))));
}

function mentorLine(desk, { card, student, ours, theirs }) {
  const { words } = desk;
  const said = fill(words.otherMentor, { ours, theirs: theirs.map((each) => each.name).join(", ") });
  const give = (each) => button(fill(words.giveTo, each), () => giveNow(desk, student, each));
  return h("li", {}, h("strong", {}, student.name), " ", cardLink(desk, card), h("p", {}, said), h("p", { class: "row" }, theirs.map(give)));
}

export function adding(desk, courses) {
  return h("p", { class: "row" }, button(desk.words.addStudent, () => form(desk, courses)));
}

async function form(desk, courses) {
  const { words } = desk;
  const input = (name, more) => h("input", { id: `add-${name}`, maxlength: 120, autocomplete: "off", ...more });
  const fields = {
    name: input("name", { required: true, pattern: ".*\\S\\s+\\S.*" }),
    course: h("select", { id: "add-course", required: true }, h("option", { value: "" }, ""), courses.map((each) => h("option", { value: each }, each))),
    project: input("project"),
    email: input("email", { type: "email", maxlength: 254 }),
  };
  const rows = Object.entries(fields).map(([name, each]) => h("div", { class: "field" }, h("label", { for: each.id }, words[name]), each));
  if (!(await desk.confirm(words.addTitle, [...rows, h("p", { class: "hint" }, words.addHint)], words.add))) return;
  const body = Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, each.value.trim()]));
  await pressed(desk, "follow/students", body, `${body.name} — ${words.added}`);
}

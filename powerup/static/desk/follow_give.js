// Giving a student to a mentor, and what managers may decide: a first student, a new validator.

import { fill, h } from "../page.js";
import { twice } from "./twice.js";
import { told } from "./undo_stack.js";

const button = (text, click, kind = "plain") => h("button", { type: "button", class: `${kind} small`, click }, text);

// Give the student to the mentor, and say so with a button that undoes it.
export async function giveNow(desk, student, mentor) {
  const path = `follow/${student.id}/give`;
  try {
    await desk.ask(path, { body: { member: mentor.id } });
    const undoing = () => desk.ask(`${path}/undo`, { body: { member: mentor.id } });
    told(desk, { name: student.name, what: fill(desk.words.given, mentor), undoing, after: desk.reload });
    await desk.reload();
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

// A box with the mentors who could have the student, the best first; needed adaptations narrow the choice.
export async function giveTo(desk, student) {
  const { words } = desk;
  try {
    const first = await desk.ask(`follow/${student.id}/candidates`);
    const it = { people: [] };
    const list = h("div", { role: "radiogroup", "aria-label": words.mentor });
    const draw = ({ people }) => {
      it.people = people;
      list.replaceChildren(...(people.length ? people.map((each, place) => h("p", {}, choice(words, each, place))) : [h("p", { class: "hint" }, words.noOne)]));
    };
    draw(first);
    const boxes = first.assets.map((each) => h("input", { type: "checkbox", value: each.code }));
    const changed = async () => {
      const wanted = boxes.filter((each) => each.checked).map((each) => each.value);
      draw(await desk.ask(`follow/${student.id}/candidates?assets=${wanted.join(",")}`));
    };
    for (const each of boxes) each.addEventListener("change", () => changed().catch((trouble) => desk.say(trouble.message, "bad")));
    const adapted = h("details", {}, h("summary", {}, words.adaptation), h("p", { class: "hint" }, words.adaptationHint), first.assets.map((each, place) => h("p", {}, h("label", { class: "choose" }, boxes[place], ` ${each.name}`))));
    if (!(await desk.confirm(fill(words.giveTitle, student), [adapted, list], words.give.replace("…", "")))) return;
    const chosen = list.querySelector("input:checked");
    const mentor = it.people.find((each) => each.id === chosen?.value);
    if (mentor) await giveNow(desk, student, mentor);
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

const choice = (words, each, place) =>
  h("label", { class: "choose" }, h("input", { type: "radio", name: "to", value: each.id, required: true, checked: !place }), ` ${each.name}`, each.places === null ? "" : ` — ${fill(words.places, { count: each.places })}`);

export function proposals(desk, data) {
  return [part(desk.words.proposals, data.firstStudents.map((each) => first(desk, each))), part(desk.words.couldValidate, data.validators.map((each) => validator(desk, each)))];
}

function part(title, lines) {
  return lines.length ? h("section", {}, h("h2", {}, `${title} (${lines.length})`), h("ul", { class: "cards" }, lines)) : null;
}

function first(desk, { mentor, students }) {
  const { words } = desk;
  const give = (each) => twice(fill(words.giveStudent, each), fill(words.giveTo, mentor), () => giveNow(desk, each, mentor));
  const offered = students.length ? h("p", { class: "row" }, students.map(give)) : h("p", { class: "hint" }, words.noStudent);
  return h("li", {}, h("strong", {}, mentor.name), h("p", {}, fill(words.firstStudent, mentor)), offered, h("p", { class: "row" }, later(desk, mentor, "first-student")));
}

// Puts the proposal off for all managers; it comes back by itself.
function later(desk, mentor, proposal) {
  const { words } = desk;
  const say = (yes) => desk.ask("follow/proposals/later", { body: { member: mentor.id, proposal, later: yes } });
  const act = async () => {
    one.disabled = true;
    try {
      await say(true);
      told(desk, { name: mentor.name, what: words.putOff, undoing: () => say(false), after: desk.reload });
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
    await desk.reload();
  };
  const one = h("button", { type: "button", class: "plain small", "aria-label": fill(words.laterFor, mentor), click: act }, words.later);
  return one;
}

function validator(desk, each) {
  const { words } = desk;
  const say = (yes) => desk.ask("follow/validators", { body: { member: each.id, validator: yes } });
  const act = async () => {
    try {
      await say(true);
      told(desk, { name: each.name, what: words.validatorMade, undoing: () => say(false), after: desk.reload });
      await desk.reload();
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
  };
  const profile = button(words.openProfile, () => desk.go("profile", { member: each.id }));
  return h("li", {}, h("strong", {}, each.name), h("p", { class: "when" }, each.told), h("p", { class: "row" }, twice(words.makeValidator, words.sureValidator, act), profile, later(desk, each, "validator")));
}

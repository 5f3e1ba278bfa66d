// The students whom this person follows, and each one's own page.

import { fill, h } from "../page.js";
import { chooseTime } from "./times.js";
import { told } from "./undo_stack.js";

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export async function show(place, desk) {
  const id = desk.params.get("id");
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
  return h(
    "li",
    {},
    h("a", { href: `#students?id=${each.id}`, click: open }, each.name),
    each.paused && h("span", { class: "badge" }, words.paused),
    h("p", { class: "when" }, each.about),
    h("p", {}, next),
    h("p", { class: "when" }, [each.goals, defence].filter(Boolean).join(" · ")),
  );
}

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
    data.line && h("p", {}, data.line.next ? fill(words.next, { when: data.line.next }) : words.noNext),
    data.writes && acts(desk, data, again),
    slotLine(desk, data),
    part(words.goals, data.goals, goal),
    part(words.sessions, data.sessions, session),
    part(words.projects, data.projects, (each) => h("li", {}, h("strong", {}, each.name), each.defence && h("p", { class: "when" }, fill(words.defenceOn, { day: each.defence })))),
    part(words.cards, data.cards, (each) => h("li", {}, h("a", { href: each.url, target: "_blank", rel: "noopener", click: (event) => { event.preventDefault(); desk.openCard(each); } }, words.openCard), h("p", { class: "when" }, [each.due, each.over && words.over].filter(Boolean).join(" · ")))),
    part(words.mentors, data.mentors, (each) => h("li", {}, each.name, h("p", { class: "when" }, [fill(words.since, each), each.until && fill(words.until2, each)].filter(Boolean).join(" ")))),
  ].filter(Boolean));
}

function part(title, found, line) {
  return found.length ? h("section", {}, h("h2", {}, title), h("ul", { class: "cards" }, found.map(line))) : null;
}

const goal = (each) => h("li", {}, each.text, each.outcomeText && h("p", { class: "when" }, each.outcomeText));
const session = (each) =>
  h("li", {}, h("strong", {}, each.when || each.why), each.statusText && h("span", { class: `badge ${each.status ? "" : "red"}` }, each.statusText), h("p", { class: "when" }, [each.mentor, each.kind].filter(Boolean).join(" · ")));

function slotLine(desk, data) {
  return h("section", {}, h("h2", {}, desk.words.slot), h("p", {}, data.slot ? data.slot.text : desk.words.noSlot));
}

function acts(desk, data, again) {
  const { words } = desk;
  const button = (text, click, kind = "plain") => h("button", { type: "button", class: `${kind} small`, click }, text);
  const send = async (path, body, what) => {
    try {
      const fresh = await desk.ask(`students/${data.id}/${path}`, { body });
      desk.say(`${data.name} — ${what}`);
      if (fresh.ended === true && !fresh.id) return desk.reload();
      return again(fresh);
    } catch (trouble) {
      return desk.say(trouble.message, "bad");
    }
  };
  if (data.ended) return h("p", { class: "row" }, button(words.reopen, () => send("reopen", {}, words.reopen), "primary"));
  return h(
    "p",
    { class: "row" },
    button(words.plan, () => plan(desk, data), "primary"),
    button(words.changeSlot, () => slotForm(desk, data, send)),
    data.line?.paused ? button(words.resume, () => send("pause", {}, words.resumed)) : button(words.pause, () => pauseForm(desk, send)),
    button(words.end, () => endForm(desk, send)),
  );
}

async function plan(desk, student) {
  const done = await chooseTime(desk, student);
  if (!done) return;
  const path = `sessions/one/${done.session.id}/undo`;
  const act = { name: student.name, what: desk.words.booked, undoing: () => desk.ask(path, { body: { change: done.change } }), after: desk.reload };
  if (done.change) told(desk, act);
  else desk.say(`${student.name} — ${desk.words.booked}`);
  await desk.reload();
}

const field = (id, label, input) => h("div", { class: "field" }, h("label", { for: id }, label), input);

async function slotForm(desk, data, send) {
  const { words } = desk;
  const days = words.days.split(",");
  const day = h("select", { id: "slot-day" }, days.map((name, place) => h("option", { value: place, selected: data.slot?.weekday === place }, name)));
  const time = h("input", { id: "slot-time", type: "time", required: true, step: 300, value: data.slot?.time || "18:00" });
  const content = [field("slot-day", words.day, day), field("slot-time", words.time, time)];
  if (await desk.confirm(words.slot, content, words.save)) await send("slot", { weekday: Number(day.value), time: time.value }, words.slotSaved);
}

async function pauseForm(desk, send) {
  const { words } = desk;
  const first = h("input", { id: "pause-first", type: "date", required: true });
  const last = h("input", { id: "pause-last", type: "date" });
  const content = [field("pause-first", words.from, first), field("pause-last", words.until, last)];
  if (await desk.confirm(words.pause, content, words.save)) await send("pause", { first: first.value, last: last.value || null }, words.pauseSaved);
}

async function endForm(desk, send) {
  const { words } = desk;
  const choice = (value, text) => h("label", { class: "choose" }, h("input", { type: "radio", name: "how", value, required: true }), " ", text);
  const content = [h("p", {}, words.endText), choice("finished", words.finished), choice("left", words.left)];
  if (!(await desk.confirm(words.end, content, words.save))) return;
  const how = content.slice(1).map((each) => each.querySelector("input")).find((each) => each.checked);
  await send("end", { how: how.value }, words.courseEnded);
}

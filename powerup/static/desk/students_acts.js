// The buttons of a student's page: slot, project, pause, the end of the course, the card of the defence.

import { h } from "../page.js";
import { cardButton } from "./card_button.js";
import { finishBox } from "./sessions_finish.js";
import { statusBox } from "./sessions_more.js";
import { chooseTime } from "./times.js";
import { told } from "./undo_stack.js";

const field = (id, label, input) => h("div", { class: "field" }, h("label", { for: id }, label), input);
const button = (text, click, kind = "plain") => h("button", { type: "button", class: `${kind} small`, click }, text);

// `again(fresh)` draws the page anew.
export function acts(desk, data, again) {
  const { words } = desk;
  const it = { desk, data, words, again };
  if (data.ended) return data.reopens ? h("p", { class: "row" }, button(words.reopen, () => send(it, "reopen", {}, words.reopened), "primary")) : null;
  if (data.reworks) return h("p", { class: "row" }, button(words.rework, () => plan(it, { path: `students/${data.id}/rework`, title: words.rework }), "primary"));
  if (!data.writes) return null;
  return h(
    "p",
    { class: "row" },
    button(words.plan, () => plan(it), "primary"),
    data.line?.prepares && cardButton(desk, data, desk.reload, { path: "card", label: words.prepareCard, made: words.cardMade }),
    button(words.changeSlot, () => slotForm(it)),
    button(words.changeProject, () => projectForm(it)),
    data.pause ? button(words.resume, () => send(it, "pause", {}, words.resumed, ["pause", data.pause])) : button(words.pause, () => pauseForm(it)),
    button(words.end, () => endForm(it)),
  );
}

// Does it, says so with a button that undoes it (`back`: path and body), and shows the student as they are then.
async function send(it, path, body, what, back = null) {
  const { desk, data } = it;
  const ask = (where, values) => desk.ask(`students/${data.id}/${where}`, { body: values });
  try {
    const fresh = await ask(path, body);
    if (back) told(desk, { name: data.name, what, undoing: () => ask(...back), after: () => desk.reload() });
    else desk.say(`${data.name} — ${what}`);
    return it.again(fresh);
  } catch (trouble) {
    return desk.say(trouble.message, "bad");
  }
}

async function plan(it, how = {}) {
  const { desk, data, words } = it;
  const done = await chooseTime(desk, data, how).catch((trouble) => desk.say(trouble.message, "bad"));
  if (!done) return;
  const path = `sessions/one/${done.session.id}/undo`;
  const act = { name: data.name, what: words.booked, undoing: () => desk.ask(path, { body: { change: done.change } }), after: desk.reload };
  if (done.change) told(desk, act);
  else desk.say(`${data.name} — ${words.booked}`);
  await desk.reload();
}

const OTHER_PROJECT = "other";

async function projectForm(it) {
  const { words, data } = it;
  const known = [...new Set([...data.knownProjects, data.project].filter(Boolean))];
  const option = (name) => h("option", { value: name, selected: name === data.project }, name);
  const choice = h("select", { id: "project-name" }, known.map(option), h("option", { value: OTHER_PROJECT, selected: !known.length }, words.otherProject));
  const other = h("input", { id: "project-other", maxlength: 120, autocomplete: "off" });
  const row = field("project-other", words.projectName, other);
  const changed = () => {
    row.hidden = choice.value !== OTHER_PROJECT;
    other.required = !row.hidden;
  };
  choice.addEventListener("change", changed);
  changed();
  if (!(await it.desk.confirm(words.changeProject.replace("…", ""), [field("project-name", words.project, choice), row, h("p", { class: "hint" }, words.projectHint)], words.save))) return;
  const project = choice.value === OTHER_PROJECT ? other.value.trim() : choice.value;
  await send(it, "project", { project }, words.projectSaved, data.project ? ["project", { project: data.project }] : null);
}

const NO_DAY = "none";

async function slotForm(it) {
  const { words, data } = it;
  const { slot } = data;
  const days = words.days.split(",");
  const option = (name, place) => h("option", { value: place, selected: slot?.weekday === place }, name);
  const day = h("select", { id: "slot-day" }, days.map(option), slot && h("option", { value: NO_DAY }, words.noDay));
  const time = h("input", { id: "slot-time", type: "time", required: true, step: 300, value: slot?.time || "18:00" });
  const minutes = h("input", { id: "slot-minutes", type: "number", min: 5, max: 480, inputmode: "numeric", value: slot?.minutes ?? "" });
  const zone = h("select", { id: "slot-zone" }, zones(slot?.zone || data.zone || data.schoolZone));
  const rest = h("div", {}, field("slot-time", words.time, time), field("slot-minutes", words.minutes, minutes), field("slot-zone", words.zone, zone));
  day.addEventListener("change", () => {
    rest.hidden = day.value === NO_DAY;
    time.required = !rest.hidden;
  });
  const content = [field("slot-day", words.day, day), rest, h("p", { class: "hint" }, words.slotHint)];
  if (!(await it.desk.confirm(words.slot, content, words.save))) return;
  const back = ["slot", slot ? { weekday: slot.weekday, time: slot.time, minutes: slot.minutes, zone: slot.zone } : {}];
  if (day.value === NO_DAY) return send(it, "slot", {}, words.slotEnded, back);
  const body = { weekday: Number(day.value), time: time.value, minutes: minutes.value ? Number(minutes.value) : null, zone: zone.value };
  await send(it, "slot", body, words.slotSaved, back);
}

function zones(chosen) {
  const every = Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : [];
  const option = (name) => h("option", { value: name, selected: name === chosen }, name.replaceAll("_", " "));
  return [...new Set([chosen, ...every])].map(option);
}

async function pauseForm(it) {
  const { words } = it;
  const first = h("input", { id: "pause-first", type: "date", required: true });
  const last = h("input", { id: "pause-last", type: "date" });
  first.addEventListener("change", () => {
    last.min = first.value;
  });
  const content = [field("pause-first", words.from, first), field("pause-last", words.until, last)];
  if (!(await it.desk.confirm(words.pause.replace("…", ""), content, words.save))) return;
  await send(it, "pause", { first: first.value, last: last.value || null }, words.pauseSaved, ["pause", {}]);
}

async function endForm(it) {
  const { words } = it;
  const choice = (value, text) => h("p", {}, h("label", { class: "choose" }, h("input", { type: "radio", name: "how", value, required: true }), " ", text));
  const lines = [choice("finished", words.finished), choice("left", words.left)];
  if (!(await it.desk.confirm(words.end.replace("…", ""), [h("p", {}, words.endText), ...lines], words.save))) return;
  const how = lines.map((each) => each.querySelector("input")).find((each) => each.checked);
  await send(it, "end", { how: how.value }, words.courseEnded, ["reopen", {}]);
}

// The buttons that give a session its status once it is over, also for a manager in the mentor's place.
export function sessionActs(desk, data, each) {
  const { words } = desk;
  if (each.status || !each.possible.includes("done")) return null;
  const row = { ...each, student: { id: data.id, name: data.name } };
  const path = `sessions/one/${each.id}`;
  const closed = async (ask, what) => {
    try {
      const done = await ask();
      if (!done) return;
      const undoing = () => desk.ask(`${path}/undo`, { body: { change: done.change } });
      told(desk, { name: data.name, what: what || done.session.statusText, undoing, after: desk.reload });
      await desk.reload();
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
  };
  const otherwise = async () => {
    const body = await statusBox(desk, row);
    return body && desk.ask(`${path}/status`, { body });
  };
  return h("p", { class: "row" }, button(words.finish, () => closed(() => finishBox(desk, row), words.ended), "primary"), button(words.other, () => closed(otherwise)));
}

// What a mentor says of themselves: students, projects by course, absences, usual hours. Saved as a whole.

import { fill, h } from "../page.js";
import { ownContact } from "./contact.js";
import { calendars } from "./feeds.js";
import { courses } from "./profile_courses.js";

let shown = null; // the form as it stands, so that a reload keeps what was typed

export async function show(place, desk) {
  const member = desk.params.get("member") || "";
  const data = await desk.ask(member ? `profile?member=${encodeURIComponent(member)}` : "profile");
  draw(place, desk, data);
}

function draw(place, desk, data) {
  const { words } = desk;
  const it = { desk, words, data, profile: structuredClone(data.profile), place };
  shown = it;
  it.unsaved = h("span", { class: "hint", role: "status" });
  it.touch = () => {
    it.unsaved.textContent = words.unsaved;
  };
  place.replaceChildren(...[head(it), news(it), form(it), data.member.own && ownContact(desk), data.member.own && calendars(desk)].filter(Boolean));
}

function head(it) {
  const { words, data } = it;
  const title = data.member.own ? words.heading : fill(words.headingOf, { name: data.member.name });
  if (!data.member.own) {
    const said = data.filled ? data.changed : fill(words.emptyOf, { name: data.member.name });
    return h("header", {}, h("p", {}, h("a", { href: "#mentors" }, words.back)), h("h1", {}, title), h("p", { class: "hint" }, said), h("p", {}, h("a", { href: `#week?without=${data.member.id}` }, words.ifStops)));
  }
  const said = data.filled ? h("p", { class: "hint" }, data.changed) : h("p", { class: "state wait" }, words.empty);
  return h("header", {}, h("h1", {}, title), said, h("p", { class: "hint" }, words.intro));
}

function news(it) {
  if (!it.data.news) return null;
  const box = h("div", { class: "state wait", role: "status" });
  const dismiss = async () => {
    try {
      await it.desk.ask("profile/dismiss", { body: {} });
      box.remove();
    } catch (trouble) {
      it.desk.say(trouble.message, "bad");
    }
  };
  box.append(h("div", {}, h("p", {}, it.data.news), h("button", { type: "button", class: "plain small", click: dismiss }, it.words.dismiss)));
  return box;
}

function form(it) {
  const submit = (event) => {
    event.preventDefault();
    save(it);
  };
  it.button = h("button", { class: "primary" }, it.words.save);
  return h(
    "form",
    { submit, novalidate: true },
    part(it.words.students, students(it)),
    part(it.words.projects, courses(it)),
    part(it.words.absences, absences(it)),
    part(it.words.hours, hours(it)),
    h("div", { class: "save" }, it.button, it.unsaved, h("span", { class: "spread" }), it.data.filled && erase(it)),
  );
}

function part(title, content) {
  return h("section", {}, h("h2", {}, title), content);
}

function check(label, on, change) {
  const box = h("input", { type: "checkbox", checked: on, change: () => change(box.checked) });
  return h("label", { class: "check" }, box, h("span", {}, label));
}

function students(it) {
  const { words, profile, data } = it;
  const left = h("p", { class: "places", "aria-live": "polite" });
  const tell = () => {
    const more = profile.capacity === null ? null : profile.capacity - data.following;
    const places = more === null ? "" : more > 0 ? fill(words.places, { count: more }) : words.full;
    left.textContent = `${fill(words.following, { count: data.following })} ${places}`;
  };
  const input = h("input", { id: "capacity", type: "number", min: 0, max: 99, inputmode: "numeric", value: profile.capacity ?? "" });
  input.addEventListener("input", () => {
    profile.capacity = input.value === "" ? null : Number(input.value);
    tell();
    it.touch();
  });
  tell();
  const known = h(
    "fieldset",
    { hidden: !profile.adapts },
    h("legend", {}, words.assets),
    data.assets.map((each) => check(each.name, profile.assets.includes(each.code), (on) => toggle(it, "assets", each.code, on))),
  );
  const adapts = check(words.adapts, profile.adapts, (on) => {
    profile.adapts = on;
    known.hidden = !on;
    it.touch();
  });
  const validator = check(words.validator, profile.validator, (on) => {
    profile.validator = on;
    it.touch();
  });
  return [
    h("div", { class: "capacity" }, h("div", { class: "field" }, h("label", { for: "capacity" }, words.capacity), input), h("div", {}, left, h("p", { class: "hint" }, `${words.counted} ${words.capacityHint}`))),
    followedNow(it),
    validator,
    adapts,
    known,
  ];
}

// The students whom the mentor follows, by name.
function followedNow(it) {
  const { data, desk } = it;
  if (!data.students.length) return null;
  const open = (each) => (event) => {
    event.preventDefault();
    desk.go("students", { id: each.id });
  };
  const line = (each) => h("li", {}, h("a", { href: `#students?id=${each.id}`, click: open(each) }, each.name), h("span", { class: "hint" }, ` ${each.about}`));
  return h("ul", { class: "followed", "aria-label": fill(it.words.following, { count: data.students.length }) }, data.students.map(line));
}

function toggle(it, name, code, on) {
  const others = it.profile[name].filter((each) => each !== code);
  it.profile[name] = on ? [...others, code] : others;
  it.touch();
}

let fields = 0;

function field(label, attributes, change) {
  const id = `profile-${(fields += 1)}`;
  const input = h("input", { id, required: true, ...attributes });
  input.addEventListener("change", () => change(input.value));
  return h("div", { class: "field" }, h("label", { for: id }, label), input);
}

// A list whose lines are added and removed; `line(value, set)` makes the fields of one.
function lines(it, name, add, blank, line) {
  const { words, profile } = it;
  const list = h("ul", { class: "lines" });
  const redraw = (focusLast) => {
    list.replaceChildren(
      ...profile[name].map((value, place) => {
        const remove = () => {
          profile[name].splice(place, 1);
          it.touch();
          redraw();
          more.focus();
        };
        return h("li", {}, line(value), h("button", { type: "button", class: "plain small", click: remove }, words.remove));
      }),
    );
    if (focusLast) list.lastElementChild?.querySelector("input, select")?.focus();
  };
  const more = h("button", { type: "button", class: "plain", click: () => {
    profile[name].push(blank());
    it.touch();
    redraw(true);
  } }, add);
  redraw();
  return [list, more];
}

function absences(it) {
  const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });
  const line = (value) => {
    const set = (place) => (text) => {
      value[place] = text;
      it.touch();
    };
    return [field(it.words.from, { type: "date", value: value[0] }, set(0)), field(it.words.to, { type: "date", value: value[1] }, set(1))];
  };
  return [h("p", { class: "hint" }, it.words.absencesHint), ...lines(it, "absences", it.words.addAbsence, () => [today(), today()], line)];
}

const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function minutes(text) {
  const [hour, minute] = text.split(":").map(Number);
  return hour * 60 + minute;
}

function hours(it) {
  const line = (value) => {
    const set = (place) => (text) => {
      value[place] = minutes(text || "00:00");
      it.touch();
    };
    const id = `profile-${(fields += 1)}`;
    const change = () => {
      value[0] = Number(day.value);
      it.touch();
    };
    const option = (name, place) => h("option", { value: place, selected: place === value[0] }, name);
    const day = h("select", { id, change }, it.data.days.map(option));
    return [
      h("div", { class: "field" }, h("label", { for: id }, it.words.day), day),
      field(it.words.begins, { type: "time", value: clock(value[1]), step: 900 }, set(1)),
      field(it.words.ends, { type: "time", value: clock(value[2]), step: 900 }, set(2)),
    ];
  };
  return [h("p", { class: "hint" }, fill(it.words.hoursHint, { zone: it.data.zone })), ...lines(it, "hours", it.words.addHours, () => [0, 540, 720], line)];
}

async function save(it) {
  if (it.button.disabled) return;
  it.button.disabled = true;
  try {
    const body = { member: it.data.member.id, profile: it.profile };
    const data = await it.desk.ask("profile", { body });
    it.desk.say(data.member.own ? it.words.saved : it.words.savedOf);
    if (shown === it) draw(it.place, it.desk, data);
  } catch (trouble) {
    it.desk.say(trouble.message, "bad");
    it.button.disabled = false;
  }
}

function erase(it) {
  const click = async () => {
    if (!(await it.desk.confirm(it.words.forgetTitle, h("p", {}, it.words.forgetText), it.words.forget))) return;
    try {
      const data = await it.desk.ask("profile/forget", { body: { member: it.data.member.id } });
      it.desk.say(it.words.forgotten);
      draw(it.place, it.desk, data);
    } catch (trouble) {
      it.desk.say(trouble.message, "bad");
    }
  };
  return h("button", { type: "button", class: "link", click }, it.words.forget);
}

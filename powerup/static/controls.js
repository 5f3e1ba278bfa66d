// The remedies of the panel, one for each kind that the server names. `send(path, body)` asks the server for it.

import { calendar, chosenLabel } from "./calendar.js";
import { fill, h, words } from "./page.js";

export function controlFor(control, send, panel) {
  const make = CONTROLS[control?.kind];
  return make ? make(control, send, panel) : null;
}

const CONTROLS = { student, label, date, join, details, seal, twins, own };

let fields = 0;

function field(label, attributes, tag = "input") {
  const id = `field-${(fields += 1)}`;
  const input = h(tag, { id, type: tag === "input" && "text", autocomplete: "off", ...attributes });
  return { input, row: h("div", { class: "field" }, h("label", { for: id }, label), input) };
}

function student(control, send) {
  const list = h("datalist", { id: "courses" }, control.courses.map((each) => h("option", { value: each })));
  const name = field(words.studentName, { value: control.name, maxlength: 100, required: true });
  const course = field(words.studentCourse, { value: control.course, maxlength: 100, required: true, list: "courses" });
  const preview = h("p", { class: "preview", "aria-live": "polite" });
  const show = () => {
    const both = [name.input.value.trim(), course.input.value.trim()];
    preview.textContent = fill(words.preview, { title: both.map((each) => each || "…").join(" – ") });
  };
  for (const each of [name, course]) each.input.addEventListener("input", show);
  show();
  const submit = (event) => {
    event.preventDefault();
    send("title", { name: name.input.value, course: course.input.value });
  };
  const button = h("button", { class: "primary" }, words.saveTitle);
  const form = h("form", { submit }, h("div", { class: "fields" }, name.row, course.row), list, preview, button);
  return control.name && !control.course ? [courses(control, send), other(words.otherTitle, form)] : form;
}

const SHOWN = 8; // courses that are offered as buttons, at most

// Where only the course is missing: a button for each, the student's own first, which adds it to the title.
function courses(control, send) {
  const known = control.proposed;
  const names = [...new Set([known, ...control.courses].filter(Boolean))].slice(0, SHOWN);
  const chip = (course) =>
    h("button", { type: "button", class: course === known ? "chip known" : "chip", click: () => send("title", { name: control.name, course }) }, course);
  return h("div", { class: "chips", role: "group", "aria-label": words.studentCourse }, names.map(chip));
}

const other = (text, content) => h("details", { class: "other" }, h("summary", {}, text), content);

function label(control, send) {
  const chip = (each) =>
    h(
      "button",
      {
        type: "button",
        class: `chip ${each.color.replace(/_(dark|light)$/, "")}${each.proposed ? " known" : ""}`,
        "aria-pressed": String(each.on),
        click: () => send("label", { label: each.id }),
      },
      each.name,
    );
  const known = control.labels.filter((each) => each.proposed);
  const labels = [...known, ...control.labels.filter((each) => !each.proposed)];
  return h("div", { class: "chips", role: "group", "aria-label": words.chooseLabel }, labels.map(chip));
}

// A button that folds what it stands in again, and gives the focus back to what had unfolded it.
function folding() {
  const click = (event) => {
    const opener = event.currentTarget.closest(".unfolded").previousElementSibling;
    opener.click();
    opener.focus();
  };
  return h("button", { type: "button", class: "plain", click }, words.cancel);
}

function unfolding(text, content) {
  const escape = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    button.click();
    button.focus();
  };
  const box = h("div", { class: "unfolded", hidden: true, keydown: escape }, content);
  const click = () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) box.querySelector('input:not([type="time"]), textarea, [tabindex="0"]')?.focus();
  };
  const button = h("button", { type: "button", class: "primary unfold", "aria-expanded": "false", click }, text);
  return h("div", {}, button, box);
}

function date(control, send) {
  let day = control.value;
  const button = h("button", { class: "primary", disabled: !day }, chosenLabel(control, day));
  const time = field(words.time, { type: "time", value: control.time, required: true, step: 300 });
  const grid = calendar(control, (iso) => {
    day = iso;
    button.disabled = false;
    button.textContent = chosenLabel(control, iso);
  });
  const submit = (event) => {
    event.preventDefault();
    if (day) send("due", { date: day, time: time.input.value });
  };
  const foot = h("div", { class: "foot" }, time.row, button);
  const { agreed } = control;
  const known = agreed && h("button", { type: "button", class: "chip known", click: () => send("due", { date: agreed.date, time: agreed.time }) }, fill(words.agreed, { date: agreed.text }));
  const choose = unfolding(words.chooseDate, h("form", { submit }, h("p", { class: "hint" }, control.window), grid, foot));
  return known ? [known, choose] : choose;
}

function join(_, send) {
  return h("button", { type: "button", class: "primary", click: () => send("join", {}) }, words.join);
}

function details(control, send) {
  const rows = control.fields.map((each) => ({ name: each.name, ...field(each.label, { maxlength: 500 }) }));
  const submit = (event) => {
    event.preventDefault();
    send("details", Object.fromEntries(rows.map((each) => [each.name, each.input.value])));
  };
  const button = h("button", { class: "primary" }, words.saveDetails);
  return unfolding(words.addDetails, h("form", { submit }, rows.map((each) => each.row), button));
}

// What the school asks for beside: one press where there is a choice, else one field.
function own(control, send) {
  const give = (value) => send("own", { requirement: control.requirement, value });
  if (control.input === "press") return h("button", { type: "button", class: "primary", click: () => give("") }, control.button);
  if (control.input === "choices") {
    const chip = (each) => h("button", { type: "button", class: `chip ${each.color.replace(/_(dark|light)$/, "")}`, click: () => give(each.id) }, each.name);
    return h("div", { class: "chips", role: "group", "aria-label": control.button }, control.options.map(chip));
  }
  const date = control.input === "date";
  const attributes = { value: control.value, required: true, maxlength: 500, ...(date ? { type: "date" } : { inputmode: control.mode }) };
  const one = control.input === "lines" ? field(control.label, { rows: 3, required: true, maxlength: 2000 }, "textarea") : field(control.label, attributes);
  const submit = (event) => {
    event.preventDefault();
    give(one.input.value);
  };
  return unfolding(control.button, h("form", { submit }, one.row, h("button", { class: "primary" }, words.confirm)));
}

function seal(_, send, panel) {
  if (!panel.data.actions.decideDate) return null;
  return h(
    "div",
    { class: "row" },
    h("button", { type: "button", class: "primary", click: () => send("restore-date", {}) }, words.restoreDate),
    reasoned(words.acceptDate, true, (reason) => send("accept-date", { reason })),
  );
}

function twins(control, _, panel) {
  const open = (each) => () => panel.t.showCard(each.id);
  const item = (each) =>
    h("li", {}, h("button", { type: "button", class: "link", click: open(each) }, fill(words.open, { name: each.name })));
  return h("ul", { class: "twins" }, control.cards.map(item));
}

// A button that says what will be done, and asks once more.
export function confirmed(text, told, act) {
  const yes = h("button", { type: "button", class: "primary", click: act }, words.confirm);
  const box = unfolding(`${text}…`, h("div", {}, h("p", {}, told), h("div", { class: "row" }, yes, folding())));
  box.querySelector(".unfold").classList.replace("primary", "plain");
  box.classList.add("reasoned");
  return box;
}

// A button that asks for a reason before it calls `act(reason)`. With a `label`, the field has several lines, or
// is one for an address.
export function reasoned(text, required, act, label = "", url = false) {
  const short = required ? words.reason : words.optional;
  const lines = label && !url;
  const looks = url ? { type: "url", maxlength: 500, placeholder: "https://" } : { maxlength: 300, rows: lines ? 3 : null };
  const reason = field(label || short, { ...looks, required }, lines ? "textarea" : "input");
  const submit = (event) => {
    event.preventDefault();
    act(reason.input.value);
  };
  const form = h("form", { submit, class: "reason" }, reason.row, h("button", { class: "primary" }, words.confirm), folding());
  const box = unfolding(text, form);
  box.querySelector(".unfold").classList.replace("primary", "plain");
  box.classList.add("reasoned");
  return box;
}

// A question with a few answers, and a line of text that may be left empty: calls `act(kind, text)`.
export function choosing(choices, act) {
  const name = `kind-${(fields += 1)}`;
  const radio = ([code, label], place) => h("label", { class: "choose" }, h("input", { type: "radio", name, value: code, checked: !place }), ` ${label}`);
  const list = h("div", { class: "choices", role: "radiogroup", "aria-label": choices.label }, choices.kinds.map(radio));
  const text = field(choices.text, { maxlength: 600, rows: 2 }, "textarea");
  const submit = (event) => {
    event.preventDefault();
    act(list.querySelector("input:checked").value, text.input.value);
  };
  return h("form", { submit, class: "choosing" }, list, text.row, h("p", { class: "hint" }, choices.hint), h("button", { class: "primary" }, choices.send));
}

// What a requirement needs, as fields: one kind of need at a time, each with its parts.

import { h } from "../page.js";

let count = 0;

// A field with its label, its hint, and a place for what is wrong with it. `key`: where it is in the requirement.
export function part(label, control, key, hint) {
  const id = `own-${++count}`;
  control.id = id;
  const told = h("p", { class: "trouble", id: `${id}-trouble`, hidden: true });
  control.setAttribute("aria-describedby", told.id);
  control.dataset.key = key;
  return h("div", { class: "part" }, h("label", { for: id }, label), control, hint && h("p", { class: "hint" }, hint), told);
}

// Shows what is wrong beside the fields of a row: `problems` are `{key, text}`. What has no field is told at the top.
export function tell(row, problems) {
  const left = new Set(problems);
  for (const control of row.querySelectorAll("[data-key]")) {
    const mine = problems.filter((each) => control.isConnected && each.key && control.dataset.key.split(" ").includes(each.key));
    const told = document.getElementById(`${control.id}-trouble`);
    told.textContent = mine.map((each) => each.text).join(" ");
    told.hidden = mine.length === 0;
    if (mine.length) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    for (const each of mine) left.delete(each);
  }
  const rest = row.querySelector(".rest");
  rest.textContent = [...left].map((each) => each.text).join(" ");
  rest.hidden = left.size === 0;
}

export function select(options, value, change) {
  const element = h("select", { change: () => change(element.value) }, options.map(([key, text]) => h("option", { value: key }, text)));
  element.value = value;
  return element;
}

export function text(value, change, more = {}) {
  const element = h("input", { type: "text", autocomplete: "off", value: value ?? "", input: () => change(element.value), ...more });
  return element;
}

export function lines(value, change) {
  const element = h("textarea", { rows: "2", input: () => change(element.value.split("\n").map((each) => each.trim()).filter(Boolean)) });
  element.value = (value ?? []).join("\n");
  return element;
}

// A number; what is none stays a text, and the service says so beside the field.
const number = (value, change, more = {}) => text(value, (typed) => change(asNumber(typed)), { inputmode: "decimal", ...more });

function asNumber(typed) {
  const read = typed.trim() === "" ? NaN : Number(typed.replace(/\s/g, "").replace(",", "."));
  return Number.isFinite(read) ? read : typed;
}

// The fields of one need. `set` is called with the whole need as TOML has it.
export function need(value, data, words, set) {
  const place = h("div", { class: "parts" });
  const kind = data.needs.map(([key]) => key).find((key) => key in value) ?? "field";
  const draw = (each, needed) => {
    const kept = { ...needed };
    const change = (more) => {
      for (const [key, one] of Object.entries(more)) {
        if (one === undefined) delete kept[key];
        else kept[key] = one;
      }
      set({ ...kept });
    };
    place.replaceChildren(...PARTS[each](kept, change, data, words).filter(Boolean));
  };
  const choose = (each) => {
    draw(each, EMPTY[each]);
    set({ ...EMPTY[each] });
  };
  draw(kind, value);
  return h("div", { class: "need" }, part(words.ownNeeds, select(data.needs, kind, choose), "needs"), place);
}

const EMPTY = {
  field: { field: "" },
  checklist: { checklist: true },
  attachment: { attachment: "any" },
  label: { label: [] },
  words: { words: 20 },
  start: { start: true },
  title: { title: "" },
};

const PARTS = { field, checklist, attachment, label, words, start: () => [], title };

const list = (kind) => ({ list: `own-known-${kind}` });

function field(value, change, data, told) {
  const place = h("div", { class: "parts" });
  const drop = { matching: undefined, among: undefined, between: undefined };
  const test = data.tests.map(([key]) => key).find((key) => key in value) ?? "filled";
  const draw = (each) => place.replaceChildren(...TESTS[each](value, change, told));
  const choose = (each) => {
    for (const key of Object.keys(drop)) delete value[key];
    if (each !== "filled") value[each] = { matching: "", among: [""], between: ["", ""] }[each];
    draw(each);
    change({});
  };
  draw(test);
  return [
    part(told.ownField, text(value.field, (typed) => change({ field: typed }), list("field")), "needs.field"),
    part(told.ownTest, select(data.tests, test, choose), "needs.test"),
    place,
  ];
}

const TESTS = {
  filled: () => [],
  matching: (value, change, told) => [part(told.ownMatching, text(value.matching, (typed) => change({ matching: typed })), "needs.matching")],
  among: (value, change, told) => [
    part(told.ownAmong, lines(value.among, (typed) => change({ among: typed.length ? typed : [""] })), "needs.among"),
  ],
  between: (value, change, told) => {
    const both = [...value.between];
    const at = (place) => (typed) => {
      both[place] = typed;
      change({ between: [...both] });
    };
    return [
      h(
        "div",
        { class: "pair even" },
        part(told.ownLeast, number(both[0], at(0)), "needs.between"),
        part(told.ownMost, number(both[1], at(1)), "needs.most"),
      ),
    ];
  },
};

function checklist(value, change, data, told) {
  const name = typeof value.checklist === "string" ? value.checklist : "";
  const box = h("input", { type: "checkbox", checked: value.finished === true, change: () => change({ finished: box.checked ? true : undefined }) });
  return [
    part(told.ownChecklist, text(name, (typed) => change({ checklist: typed.trim() ? typed : true }), list("checklist")), "needs.checklist"),
    h("label", { class: "tick" }, box, " ", told.ownFinished),
    part(told.ownItems, lines(value.items, (typed) => change({ items: typed.length ? typed : undefined })), "needs.items"),
  ];
}

function attachment(value, change, data, told) {
  const known = data.attachments.some(([key]) => key && key === value.attachment);
  const of = value.attachment === true ? "any" : known ? value.attachment : "";
  const kind = part(told.ownEnding, text(known || of ? "" : value.attachment, (typed) => change({ attachment: typed })), "needs.attachment");
  kind.hidden = of !== "";
  const choose = (each) => {
    kind.hidden = each !== "";
    change({ attachment: each || kind.querySelector("input").value });
  };
  return [part(told.ownAttachment, select(data.attachments, of, choose), "needs.sort"), kind];
}

function label(value, change, data, told) {
  const wanted = Array.isArray(value.label) ? value.label : [value.label].filter(Boolean);
  return [part(told.ownLabels, lines(wanted, (typed) => change({ label: typed })), "needs.label", data.known.label.join(", "))];
}

function words(value, change, data, told) {
  return [
    part(told.ownCount, number(value.words, (typed) => change({ words: typed }), { inputmode: "numeric" }), "needs.words"),
    part(told.ownUnder, text(value.under, (typed) => change({ under: typed.trim() ? typed : undefined })), "needs.under"),
  ];
}

function title(value, change, data, told) {
  return [part(told.ownTitle, text(value.title, (typed) => change({ title: typed })), "needs.title")];
}

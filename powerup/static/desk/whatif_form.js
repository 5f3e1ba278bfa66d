// The rules as fields. Each shows what holds today, and says when it is changed.

import { fill, h } from "../page.js";

const UNITS = ["s", "m", "h"];

// One scope at a time: a board's rules, or those of all boards.
export function scopes(all, draft, words) {
  const place = h("div", { class: "scope" });
  const wanted = all.findIndex((scope) => scope.groups.some((group) => group.fields.some((each) => draft.has(scope.board, each.key))));
  const select = h(
    "select",
    { id: "whatif-scope", change: () => place.replaceChildren(...scope(all[select.value], draft, words)) },
    all.map((each, at) => h("option", { value: String(at) }, each.title)),
  );
  select.value = String(Math.max(wanted, 0));
  place.replaceChildren(...scope(all[select.value], draft, words));
  const choice = h("p", { class: "field" }, h("label", { for: "whatif-scope" }, words.scope), select);
  return h("form", { class: "rules-form", submit: (event) => event.preventDefault() }, choice, place);
}

function scope(each, draft, words) {
  return each.groups.map((group, at) =>
    h(
      "details",
      { open: at === 0 || group.fields.some((one) => draft.has(each.board, one.key)) },
      h("summary", {}, group.title),
      group.fields.map((one) => row(one, each.board, draft, words)),
    ),
  );
}

function row(field, board, draft, words) {
  const id = `f-${board ?? "all"}-${field.key}`.replace(/[^\w-]/g, "-");
  const now = h("p", { class: "now" }, fill(words.now, { value: field.now }));
  const box = h("div", { class: "rule-field" });
  const mark = (changed) => {
    box.classList.toggle("changed", changed);
    now.hidden = !changed;
  };
  const set = (value) => {
    const same = alike(value, field.value);
    mark(!same);
    draft.set(board, field.key, value, same, box);
  };
  const drafted = draft.has(board, field.key);
  const value = drafted ? drafted.value : field.value;
  const control = KINDS[field.kind](field, value, set, words, id);
  const label = GROUPED.has(field.kind)
    ? h("p", { class: "legend", id: `${id}-label` }, field.label)
    : h("label", { for: id }, field.label);
  if (GROUPED.has(field.kind)) {
    control.setAttribute("role", "group");
    control.setAttribute("aria-labelledby", `${id}-label`);
  }
  box.append(label, control, ...(field.hint ? [h("p", { class: "hint" }, field.hint)] : []), now);
  mark(Boolean(drafted));
  return box;
}

const alike = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

const GROUPED = new Set(["duration", "labels", "courses"]);
const KINDS = { choice, days, duration, labels, courses };

function choice(field, value, set, words, id) {
  const select = h(
    "select",
    { id, change: () => set(select.value || null) },
    field.options.map(([key, text]) => h("option", { value: key }, text)),
  );
  select.value = value ?? "";
  return select;
}

function days(field, value, set, words, id) {
  const input = h("input", {
    id,
    type: "number",
    min: "0",
    max: "366",
    step: "1",
    placeholder: field.usual,
    value: value ?? "",
    input: () => set(input.value === "" ? null : Math.trunc(Number(input.value))),
  });
  return input;
}

function duration(field, value, set, words) {
  const [, number, unit] = /^(\d+)([smh])$/.exec(value) || ["", "0", "s"];
  const change = () => set(`${Math.max(0, Math.trunc(Number(input.value) || 0))}${select.value}`);
  const input = h("input", { type: "number", min: "0", max: "9999", step: "1", value: number, input: change, "aria-label": field.label });
  const names = { s: words.seconds, m: words.minutes, h: words.hours };
  const select = h("select", { change, "aria-label": `${field.label} (${words.seconds}…)` }, UNITS.map((each) => h("option", { value: each }, names[each])));
  select.value = unit;
  return h("div", { class: "pair" }, input, select);
}

function labels(field, value, set) {
  const chosen = new Set(value ?? []);
  const change = (key) => (event) => {
    if (event.target.checked) chosen.add(key);
    else chosen.delete(key);
    const ordered = field.options.map(([each]) => each).filter((each) => chosen.has(each));
    set(alike(ordered, ordered.filter((each) => field.value.includes(each))) && ordered.length === field.value.length ? field.value : ordered);
  };
  return h(
    "div",
    { class: "ticks" },
    field.options.map(([key, name]) =>
      h("label", {}, h("input", { type: "checkbox", checked: chosen.has(key), change: change(key) }), " ", name),
    ),
  );
}

function courses(field, value, set, words) {
  const rows = (value ?? []).map((each) => ({ name: each.name, aliases: [...(each.aliases ?? [])], projects: each.projects ?? [] }));
  const list = h("div", { class: "courses" });
  const changed = () => {
    const told = rows.filter((each) => each.name.trim());
    set(told.map((each) => ({ name: each.name.trim(), aliases: each.aliases, projects: each.projects })));
  };
  const draw = () => list.replaceChildren(...rows.map(one), add);
  const one = (each) =>
    h(
      "div",
      { class: "course" },
      h("input", { value: each.name, placeholder: words.courseName, "aria-label": words.courseName, input: (event) => changeOf(each, "name", event.target.value) }),
      h("input", {
        value: each.aliases.join(", "),
        placeholder: words.courseAliases,
        "aria-label": words.courseAliases,
        input: (event) => changeOf(each, "aliases", split(event.target.value)),
      }),
      h("button", { type: "button", class: "plain small", "aria-label": fill(words.courseRemove, { name: each.name }), click: () => remove(each) }, "✕"),
    );
  const changeOf = (each, key, text) => {
    each[key] = text;
    changed();
  };
  const remove = (each) => {
    rows.splice(rows.indexOf(each), 1);
    draw();
    changed();
  };
  const plus = () => {
    rows.push({ name: "", aliases: [], projects: [] });
    draw();
    list.querySelector(".course:last-of-type input").focus();
  };
  const add = h("button", { type: "button", class: "plain small", click: plus }, words.courseAdd);
  draw();
  return list;
}

const split = (text) => text.split(",").map((each) => each.trim()).filter(Boolean);

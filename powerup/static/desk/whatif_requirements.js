// The school's own requirements: a list of them, each with a form. What is changed is one more change of the draft.

import { fill, h } from "../page.js";
import { lines, need, part, select, tell, text } from "./whatif_need.js";

const KEY = "requirements";

export function requirements(data, draft, words) {
  const drafted = draft.has(null, KEY);
  const rows = rowsOf(data, drafted?.value);
  const list = h("div", { class: "own-list" });
  const none = h("p", { class: "hint" }, words.ownNone);
  const sent = () => rows.filter((each) => !each.removed);
  const changed = (which) => {
    const told = sent().map((each) => each.table);
    draft.set(null, KEY, told, alike(told, data.value), which.element);
    for (const each of rows) each.mark();
    none.hidden = rows.length > 0;
  };
  const show = (each) => {
    list.append(row(each, data, words, changed));
    none.hidden = true;
  };
  const add = () => {
    const made = { table: { code: "", severity: "warns", needs: { field: "" } }, before: null, told: null, isNew: true };
    rows.push(made);
    show(made);
    made.element.open = true;
    made.element.querySelector("input").focus();
  };
  for (const each of rows) show(each);
  none.hidden = rows.length > 0;
  draft.listen((answer) => {
    const all = sent();
    for (const [at, each] of all.entries()) {
      if (answer.requirements) each.say(answer.requirements[at]);
      each.trouble((answer.fields ?? []).filter((one) => one.at === at));
    }
  });
  return h(
    "section",
    { class: "own", "aria-labelledby": "own-heading" },
    h("h2", { id: "own-heading" }, words.own),
    h("p", { class: "hint" }, words.ownHint),
    Object.entries(data.known).map(([kind, names]) => h("datalist", { id: `own-known-${kind}` }, names.map((each) => h("option", { value: each })))),
    none,
    list,
    h("button", { type: "button", class: "plain", click: add }, words.ownAdd),
  );
}

const alike = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Those in force, as the draft has them, then those that the draft adds; those that it takes out stay as removed.
function rowsOf(data, drafted) {
  const wanted = drafted === undefined ? data.value : drafted ?? [];
  const known = new Map(data.value.map((each, at) => [each.code, { before: each, told: data.told[at] }]));
  const rows = wanted.map((table) => {
    const mine = known.get(table.code);
    known.delete(table.code);
    return { table, before: mine?.before ?? null, told: mine?.told ?? null };
  });
  const removed = [...known.values()].map((each) => ({ table: each.before, ...each, removed: true }));
  return [...rows, ...removed];
}

function row(each, data, words, changed) {
  const name = h("strong");
  const state = h("span", { class: "own-state" });
  const rule = h("span", { class: "own-rule" });
  const preview = h("div", { class: "preview", "aria-live": "polite" });
  const remove = h("button", { type: "button", class: "plain small" });
  const set = (key, value) => {
    each.table = { ...each.table, [key]: value };
    if (value === undefined) delete each.table[key];
    changed(each);
  };
  const inner = h("div", { class: "own-form" }, form(each, data, words, set), preview);
  each.element = h("details", { class: "own-row" }, h("summary", {}, name, " ", state, rule), inner, h("p", { class: "row" }, remove));
  each.mark = () => {
    const called = each.table.code || words.ownNew;
    const isChanged = !each.removed && !alike(each.table, each.before);
    name.textContent = called;
    state.textContent = each.removed ? words.ownRemoved : !each.before ? words.ownAdded : isChanged ? words.ownChanged : "";
    each.element.classList.toggle("changed", isChanged || Boolean(each.removed));
    each.element.classList.toggle("removed", Boolean(each.removed));
    inner.hidden = Boolean(each.removed);
    remove.textContent = each.removed ? words.ownBack : words.ownRemove;
    remove.setAttribute("aria-label", fill(each.removed ? words.ownBackOf : words.ownRemoveOf, { name: called }));
  };
  each.say = (told) => {
    if (!told) return;
    rule.textContent = told.rule;
    preview.replaceChildren(
      h("p", {}, fill(words.ownRule, { text: told.rule })),
      told.said && h("p", {}, fill(words.ownSaid, { text: `${told.said} ${told.fix}` })),
    );
  };
  each.trouble = (problems) => tell(each.element, problems);
  remove.addEventListener("click", () => {
    each.removed = !each.removed;
    changed(each);
  });
  each.mark();
  each.say(each.told);
  return each.element;
}

function form(each, data, words, set) {
  const { table } = each;
  const roles = data.lists.map(([key]) => key);
  const lists = table.lists ?? data.usual;
  const chosen = { roles: lists.filter((one) => roles.includes(one)), names: lists.filter((one) => !roles.includes(one)) };
  const setLists = () => set("lists", [...chosen.roles, ...chosen.names]);
  return [
    h("p", { class: "trouble rest", hidden: true }),
    part(words.ownCode, text(table.code, (typed) => set("code", typed.trim()), { autocapitalize: "none", spellcheck: "false" }), "code", words.ownCodeHint),
    need(table.needs ?? {}, data, words, (value) => set("needs", value)),
    part(words.ownSeverity, select(data.severities, table.severity ?? "blocks", (value) => set("severity", value)), "severity"),
    ticks(words.ownBoards, data.boards, table.boards ?? [], (value) => set("boards", value.length ? value : undefined)),
    ticks(words.ownLists, data.lists, chosen.roles, (value) => {
      chosen.roles = value;
      setLists();
    }),
    part(
      words.ownOtherLists,
      lines(chosen.names, (value) => {
        chosen.names = value;
        setLists();
      }),
      "lists",
      data.known.list.join(", "),
    ),
    part(words.ownFr, text(table.fr, (typed) => set("fr", typed.trim() ? typed : undefined), { maxlength: "300", lang: "fr" }), "fr"),
    part(words.ownEn, text(table.en, (typed) => set("en", typed.trim() ? typed : undefined), { maxlength: "300", lang: "en" }), "en"),
  ];
}

// Several of some; what is chosen and not among them (a kind of board) stays.
function ticks(legend, options, value, change) {
  const chosen = new Set(value);
  const box = (key) => {
    const input = h("input", {
      type: "checkbox",
      checked: chosen.has(key),
      change: () => {
        if (input.checked) chosen.add(key);
        else chosen.delete(key);
        change([...chosen]);
      },
    });
    return input;
  };
  return h("fieldset", { class: "part" }, h("legend", {}, legend), h("div", { class: "ticks" }, options.map(([key, name]) => h("label", {}, box(key), " ", name))));
}

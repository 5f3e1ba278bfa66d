// What the queue can be filtered by: a text, lists to choose from, and a chip for each reason.

import { h } from "../page.js";

export function filters(it) {
  const { words, desk, data } = it;
  it.searchField = h("input", {
    id: "todo-text",
    type: "search",
    value: desk.params.get("text") || "",
    placeholder: words.searchHint,
    autocomplete: "off",
    maxlength: 100,
    input: typed(it),
  });
  return h(
    "div",
    { class: `filters${chosenHidden(desk) ? " unfolded" : ""}`, role: "search" },
    field(words.search, "todo-text", it.searchField, "search"),
    unfold(desk),
    data.boards.length > 1 && choice(it, "board", words.board, words.everyBoard, data.boards),
    choice(it, "project", words.project, words.everyProject, data.projects),
    choice(it, "mentor", words.mentor, words.everyMentor, data.mentors),
    kinds(it),
  );
}

const field = (text, id, control, more = "") => h("div", { class: `field ${more}` }, h("label", { for: id }, text), control);

// On a phone the lists to choose from are behind a button, unless one of them is set.
const chosenHidden = (desk) => ["board", "project", "mentor"].some((name) => desk.params.get(name));

function unfold(desk) {
  const click = (event) => event.target.setAttribute("aria-expanded", event.target.closest(".filters").classList.toggle("unfolded"));
  return h("button", { type: "button", class: "plain unfold", "aria-expanded": String(chosenHidden(desk)), click }, desk.words.moreFilters);
}

function typed(it) {
  let waiting = 0;
  return (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => it.desk.setParams({ text: event.target.value.trim() }), 300);
  };
}

function choice(it, name, label, every, options) {
  const id = `todo-${name}`;
  const chosen = it.desk.params.get(name) || "";
  const known = options.some((each) => each.id === chosen);
  const option = (each) =>
    h("option", { value: each.id, selected: each.id === chosen }, `${each.name || it.words.nobody} (${each.count})`);
  const change = (event) => it.desk.setParams({ [name]: event.target.value });
  return field(
    label,
    id,
    h(
      "select",
      { id, change },
      h("option", { value: "", selected: !chosen }, every),
      chosen && !known ? h("option", { value: chosen, selected: true }, chosen) : null,
      options.map(option),
    ),
  );
}

// Updates the chips and their numbers; only the numbers while the focus is on a chip.
export function counted(it, data) {
  const chips = it.place.querySelector(".chips");
  if (!chips) return;
  if (!chips.contains(document.activeElement)) return chips.replaceWith(kinds(it));
  for (const each of data.kinds) {
    const number = document.getElementById(`todo-kind-${each.code}`)?.querySelector(".number");
    if (number) number.textContent = String(each.count);
  }
}

function kinds(it) {
  const { words, desk, data } = it;
  const chosen = desk.params.get("kind") || "";
  const chip = (code, text, count) =>
    h(
      "button",
      {
        type: "button",
        id: `todo-kind-${code || "all"}`,
        class: "chip",
        "aria-pressed": String(chosen === code),
        click: () => desk.setParams({ kind: code }),
      },
      text,
      count === null ? null : h("span", { class: "number" }, String(count)),
    );
  return h(
    "div",
    { class: "chips", role: "group", "aria-label": words.kinds },
    chip("", words.all, null),
    data.kinds.map((each) => chip(each.code, words[`kind-${each.code}`], each.count)),
  );
}

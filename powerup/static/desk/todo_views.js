// Views: filters kept under a name, one's own or shared; and the queue as a file.

import { menu } from "../menu.js";
import { fill, h } from "../page.js";
import { download } from "./download.js";
import { told } from "./undo_stack.js";

const KEPT = ["kind", "board", "project", "mentor"]; // a text that is searched for may name a student
let known = null; // the views as the server last told them

export function views(it) {
  const state = { it, list: h("div", { class: "list" }) };
  const { box, close } = menu({ class: "views" }, label(it), state.list, () => load(state));
  state.close = close;
  draw(state);
  return box;
}

export const viewsNow = () => known || [];

export async function viewsOf(desk) {
  known = (await desk.ask("todo/views")).views;
  return known;
}

function label(it) {
  const shown = viewsNow().find((each) => isShown(it.desk, each));
  return shown ? fill(it.words.viewsShown, shown) : it.words.views;
}

const filtersOf = (desk) => Object.fromEntries(KEPT.map((name) => [name, desk.params.get(name) || ""]).filter(([, value]) => value));
const isShown = (desk, view) => KEPT.every((name) => (view.filters[name] || "") === (desk.params.get(name) || ""));

export function showView(desk, filters) {
  desk.go("todo", filters);
}

async function load(state) {
  try {
    await viewsOf(state.it.desk);
    draw(state);
  } catch (trouble) {
    state.it.desk.say(trouble.message, "bad");
  }
}

function draw(state) {
  const { it, list } = state;
  const { words } = it;
  const mine = viewsNow().filter((each) => each.mine);
  const others = viewsNow().filter((each) => !each.mine);
  const usable = Object.keys(filtersOf(it.desk)).length > 0;
  const save = h("button", { type: "button", class: "plain small", disabled: !usable, click: () => keep(state) }, words.viewSave);
  const off = usable && h("button", { type: "button", class: "plain small", click: () => (state.close(true), showView(it.desk, {})) }, words.viewOff);
  list.replaceChildren(
    ...[
      known && !known.length && h("p", { class: "hint" }, words.viewNone),
      mine.length > 0 && group(words.viewMine, mine.map((each) => line(state, each))),
      others.length > 0 && group(words.viewShared, others.map((each) => line(state, each))),
      h("p", { class: "row" }, save, off),
    ].filter(Boolean),
  );
}

const group = (title, lines) => h("section", {}, h("h2", {}, title), h("ul", {}, lines));

function line(state, view) {
  const { it } = state;
  const { words } = it;
  const show = () => {
    state.close(true);
    showView(it.desk, view.filters);
  };
  const note = view.by ? fill(words.viewBy, view) : view.shared ? words.viewShared.toLowerCase() : "";
  const small = (label, sign, click) => h("button", { type: "button", class: "plain small turning", "aria-label": fill(label, view), click }, sign);
  return h(
    "li",
    {},
    h("button", { type: "button", class: "link", "aria-current": isShown(it.desk, view) ? "true" : null, click: show }, view.name),
    note && h("span", { class: "hint" }, note),
    view.mine && small(words.viewChange, "✎", () => change(state, view)),
    view.mine && small(words.viewDelete, "✕", () => remove(state, view)),
  );
}

// Gives the name and whether the view is shared, null where the person cancels.
async function asked(state, title, view) {
  const { words, desk } = state.it;
  const name = h("input", { id: "view-name", type: "text", maxlength: 60, required: true, autocomplete: "off", value: view.name || "" });
  const shared = h("input", { type: "checkbox", checked: Boolean(view.shared) });
  const content = [
    h("div", { class: "field" }, h("label", { for: "view-name" }, words.viewName), name),
    h("label", { class: "choose" }, shared, words.viewShare),
    !view.id && h("p", { class: "hint" }, words.viewHint),
  ];
  state.close(false);
  if (!(await desk.confirm(title, content.filter(Boolean), words.viewDo))) return null;
  return { name: name.value, shared: shared.checked };
}

async function keep(state) {
  const { desk, words } = state.it;
  const body = await asked(state, words.viewSaveTitle, {});
  if (body) await send(state, "todo/views", { ...body, filters: filtersOf(desk) }, fill(words.viewSaved, body));
}

async function change(state, view) {
  const { words } = state.it;
  const body = await asked(state, words.viewChangeTitle, view);
  if (body) await send(state, `todo/views/${view.id}/change`, body, fill(words.viewSaved, body));
}

async function remove(state, view) {
  const { it } = state;
  const { name, filters, shared } = view;
  if (!(await send(state, `todo/views/${view.id}/delete`, {}))) return;
  const undoing = async () => {
    known = (await it.desk.ask("todo/views", { body: { name, filters, shared } })).views;
    draw(state);
  };
  told(it.desk, { name, what: fill(it.words.viewDeleted, view), undoing });
}

async function send(state, path, body, said = "") {
  const { it } = state;
  try {
    known = (await it.desk.ask(path, { body })).views;
    if (said) it.desk.say(said);
    draw(state);
    it.views.querySelector("summary").textContent = label(it);
    return true;
  } catch (trouble) {
    it.desk.say(trouble.message, "bad");
    return false;
  }
}

// Saves every card that passes the filters as a file.
export async function table(it, query) {
  const { desk, words } = it;
  try {
    const { count, ...file } = await desk.ask(`todo/table?${query}`);
    download(file);
    desk.say(count === 1 ? words.tableOne : fill(words.tableDone, { count }));
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

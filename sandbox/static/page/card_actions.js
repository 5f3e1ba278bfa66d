// What one can do with an open card.

import { face, labelChip } from "./card_front.js";
import { fromLocal, toLocal } from "./dates.js";
import { smallDialog } from "./dialogs.js";
import { button, el } from "./dom.js";
import { notify } from "./news.js";

export function actionsOf(open) {
  if (!open.canEdit) return el("p.quiet", {}, open.say("readOnly"));
  const { say, page, card } = open;
  const { me } = page.store.data;
  const joined = card.idMembers.includes(me.id);
  const add = (symbol, name, run) => button(say(name), (event) => run(event.currentTarget), { symbol, id: `do-${name}` });
  return [
    el("h3", {}, say("add_to_card")),
    button(say(joined ? "leave" : "join"), () => page.act(joined ? "leave" : "join", { card: open.id }), {
      symbol: "person",
      id: "do-join",
    }),
    add("tag", "labels", (from) => chooseLabels(open, from)),
    add("person", "members", (from) => chooseMembers(open, from)),
    add("clock", "due", (from) => chooseDue(open, from)),
    add("clip", "attach", (from) => attachLink(open, from)),
    add("arrow", "move", (from) => moveCard(open, from)),
    add("box", "archive", () => archive(open)),
  ];
}

// A dialog whose content follows the card while it is open.
function following(open, anchor, title, draw) {
  const dialog = smallDialog({ anchor, title, content: draw(), say: open.say, onClose: () => stop() });
  const stop = open.page.store.subscribe(() => {
    const focused = document.activeElement?.value;
    dialog.body.replaceChildren(draw());
    [...dialog.body.querySelectorAll("input")].find((one) => one.value === focused)?.focus();
  });
  return dialog;
}

function choices(open, things, chosen, show, toggle) {
  const rows = things.map((thing) => {
    const box = el("input", { type: "checkbox", value: thing.id, checked: chosen().includes(thing.id) });
    box.onchange = () => toggle(thing, box.checked);
    return el("label.choice", {}, box, show(thing));
  });
  return el("div.choices", {}, rows);
}

function chooseLabels(open, anchor) {
  const toggle = (label) => open.page.act("toggle_label", { card: open.id, label: label.id });
  const draw = () => choices(open, open.page.store.data.labels, () => open.card.idLabels, labelChip, toggle);
  following(open, anchor, open.say("labels"), draw);
}

function chooseMembers(open, anchor) {
  const toggle = (member, on) =>
    open.page.act(on ? "add_member" : "remove_member", { card: open.id, member: member.id });
  const show = (member) => el("span.person", {}, face(member), member.fullName);
  const people = open.page.store.data.members;
  following(open, anchor, open.say("members"), () => choices(open, people, () => open.card.idMembers, show, toggle));
}

function chooseDue(open, anchor) {
  const { say, card, page } = open;
  const when = el("input", { type: "datetime-local", value: toLocal(card.due), required: true, id: "due-when" });
  when.setAttribute("aria-label", say("due"));
  const form = el("form", {}, when, el("div.row", {}, button(say("save"), null, { kind: "primary", type: "submit" })));
  const dialog = smallDialog({ anchor, title: say("due"), content: form, say });
  form.onsubmit = async (event) => {
    event.preventDefault();
    await page.act("set_due", { card: open.id, due: fromLocal(when.value) });
    dialog.close();
  };
  if (!card.due) return;
  const clear = async () => {
    await page.act("set_due", { card: open.id, due: null });
    dialog.close();
  };
  form.querySelector(".row").append(button(say("noDue"), clear));
}

export function attachLink(open, anchor) {
  const { say, page } = open;
  const url = el("input", { type: "url", required: true, placeholder: "https://…", "aria-label": say("linkUrl") });
  const name = el("input", { type: "text", placeholder: say("linkName"), "aria-label": say("linkName") });
  const send = button(say("add"), null, { kind: "primary", type: "submit" });
  const form = el("form", {}, url, name, el("div.row", {}, send));
  const dialog = smallDialog({ anchor, title: say("attach"), content: form, say });
  form.onsubmit = async (event) => {
    event.preventDefault();
    await page.act("attach", { card: open.id, url: url.value, name: name.value });
    dialog.close();
  };
}

function moveCard(open, anchor) {
  const { say, page, card } = open;
  const lists = el("select", { "aria-label": say("list"), id: "move-list" });
  lists.append(...page.store.data.lists.map((one) => el("option", { value: one.id, selected: one.id === card.idList }, one.name)));
  const places = el("select", { "aria-label": say("position"), id: "move-place" });
  const fill = () => {
    const others = page.store.cardsIn(lists.value).filter((one) => one.id !== open.id).length;
    places.replaceChildren(...Array.from({ length: others + 1 }, (_, at) => el("option", { value: at }, String(at + 1))));
  };
  lists.onchange = fill;
  fill();
  const form = el(
    "form",
    {},
    el("label.field", {}, say("list"), lists),
    el("label.field", {}, say("position"), places),
    el("div.row", {}, button(say("move"), null, { kind: "primary", type: "submit" })),
  );
  const dialog = smallDialog({ anchor, title: say("move"), content: form, say });
  form.onsubmit = (event) => {
    event.preventDefault();
    page.move(open.card, lists.value, Number(places.value));
    dialog.close();
  };
}

async function archive(open) {
  const { id, page, say, card } = open;
  open.dialog.close();
  await page.act("archive", { card: id });
  const back = { label: say("undo"), run: () => page.act("restore", { card: id }) };
  notify(say("archived", card.name), { action: back, label: say("close") });
}

// Description, attachments and checklists of an open card.

import { attachLink } from "./card_actions.js";
import { button, el, icon, iconButton } from "./dom.js";
import { markdown } from "./markdown.js";
import { failed, notify } from "./news.js";

export function heading(symbol, text, ...more) {
  return el("div.part-head", {}, icon(symbol), el("h3", {}, text), ...more);
}

export function description(open) {
  const { say, card } = open;
  const edit = () => writeDescription(open);
  if (!card.desc) {
    const empty = open.canEdit ? el("button.empty", { onclick: edit, id: "edit-desc" }, say("addDescription")) : null;
    return [heading("text", say("description")), empty];
  }
  const change = open.canEdit ? button(say("edit"), edit, { id: "edit-desc" }) : null;
  return [heading("text", say("description"), change), markdown(card.desc)];
}

function writeDescription(open) {
  const { say, card, page } = open;
  const text = el("textarea", { value: card.desc, rows: 7, "aria-label": say("description") });
  const done = () => (text.blur(), open.redraw("description"));
  const form = el(
    "form",
    {},
    text,
    el("div.row", {}, button(say("save"), null, { kind: "primary", type: "submit" }), button(say("cancel"), done)),
  );
  form.onsubmit = async (event) => {
    event.preventDefault();
    await page.act("describe", { card: open.id, desc: text.value });
    done();
  };
  text.onkeydown = (event) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.requestSubmit();
    if (event.key === "Escape") done(), event.preventDefault(), event.stopPropagation();
  };
  open.parts.description.replaceChildren(heading("text", say("description")), form);
  text.focus();
}

export function attachments(open) {
  const { say, card } = open;
  if (!card.attachments.length) return [];
  const links = card.attachments.map((one) => {
    const name = el("a", { href: one.url, target: "_blank", rel: "noopener noreferrer" }, one.name);
    return el("li", {}, icon("clip"), name, open.canEdit ? removal(open, one) : null);
  });
  const more = open.canEdit ? button(say("add"), (event) => attachLink(open, event.currentTarget)) : null;
  return [heading("clip", say("attachmentsTitle"), more), el("ul.links", { role: "list" }, links)];
}

function removal({ id, page, say }, { id: attachment, name, url }) {
  const remove = async () => {
    try {
      await page.store.act("detach", { card: id, attachment });
    } catch (error) {
      return failed(error, say);
    }
    const back = { label: say("undo"), run: () => page.act("attach", { card: id, url, name }) };
    return notify(say("detached", name), { action: back, label: say("close") });
  };
  return iconButton("close", `${say("remove")} ${name}`, remove);
}

export function checklists(open) {
  return open.card.checklists.flatMap((list) => [
    heading("check", list.name),
    el("div.choices", {}, list.checkItems.map((item) => checkItem(open, item))),
  ]);
}

function checkItem(open, item) {
  const box = el("input", { type: "checkbox", checked: item.state === "complete", disabled: !open.canEdit });
  box.onchange = () => open.page.act("check_item", { card: open.id, item: item.id, done: box.checked });
  return el("label.choice", {}, box, el("span", {}, item.name));
}

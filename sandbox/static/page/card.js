// A card that is open: everything about it, each part redrawn by itself so that frames and cursors stay.

import { actionsOf } from "./card_actions.js";
import { attachments, checklists, description } from "./card_parts.js";
import { talk } from "./card_talk.js";
import { dueBadge, face, labelChip } from "./card_front.js";
import { largeDialog } from "./dialogs.js";
import { el, iconButton } from "./dom.js";
import { notify } from "./news.js";

export function openCard(page, id, onClose) {
  return new OpenCard(page, id, onClose);
}

class OpenCard {
  constructor(page, id, onClose) {
    Object.assign(this, { page, id, say: page.say, prints: new Map(), onClose });
    this.parts = {
      title: el("div.card-title", {}),
      facts: el("div.facts", {}),
      detail: el("div.detail-badges", {}),
      sections: el("div.sections", {}),
      description: el("section.part", {}),
      attachments: el("section.part", {}),
      checklists: el("section.part", {}),
      talk: el("section.part.talk", {}),
      actions: el("aside.actions", {}),
      powerUps: el("div.power-up-buttons", {}),
    };
    this.dialog = this.frame();
    this.talk = talk(this);
    this.stop = page.store.subscribe(() => this.draw());
    this.draw();
    page.host?.cards.opened(this);
  }

  get card() {
    return this.page.store.cardsById.get(this.id);
  }

  get canEdit() {
    return this.page.store.canEdit;
  }

  frame() {
    const { title, facts, detail, sections, description: text, attachments: links, checklists: lists } = this.parts;
    const main = el("div.card-main", {}, facts, detail, sections, text, lists, links, this.parts.talk);
    const close = iconButton("close", this.say("close"), () => this.dialog.close(), { id: "close-card" });
    const side = el("div.card-side", {}, this.parts.actions, this.parts.powerUps);
    const content = [el("header.card-head", {}, title, close), el("div.card-body", {}, main, side)];
    return largeDialog({ label: this.card.name, className: "card-back", content, onClose: () => this.closed() });
  }

  closed() {
    this.stop();
    this.page.host?.cards.closed(this);
    this.onClose();
  }

  draw() {
    const { card } = this;
    if (!card) {
      this.dialog.close();
      return notify(this.say("cardGone"), { label: this.say("close") });
    }
    const { dateLastActivity, idList, pos, badges, ...shown } = card;
    this.part("title", { name: card.name, list: this.page.store.list(idList)?.name }, () => this.title());
    this.part("facts", shown, () => this.facts());
    this.part("description", card.desc, () => description(this));
    this.part("attachments", card.attachments, () => attachments(this));
    this.part("checklists", card.checklists, () => checklists(this));
    this.part("actions", { idMembers: card.idMembers, due: card.due }, () => actionsOf(this));
    if (this.lastActivity !== dateLastActivity) this.talk.load();
    this.lastActivity = dateLastActivity;
    this.page.host?.cards.changed(this);
    return undefined;
  }

  // Draw a part again when its data is new, unless someone is typing in it.
  part(name, data, draw) {
    const print = JSON.stringify(data);
    const part = this.parts[name];
    if (this.prints.get(name) === print || part.contains(typing())) return;
    this.prints.set(name, print);
    const focused = part.contains(document.activeElement) ? document.activeElement.id : null;
    part.replaceChildren(...[draw()].flat().filter(Boolean));
    if (focused) document.getElementById(focused)?.focus();
  }

  redraw(name) {
    this.prints.delete(name);
    this.draw();
  }

  title() {
    const { card, page } = this;
    const name = el("textarea.name", { rows: 1, value: card.name, readOnly: !this.canEdit, id: "card-name" });
    name.setAttribute("aria-label", this.say("cardTitle"));
    name.onkeydown = (event) => {
      if (event.key === "Enter") name.blur();
      if (event.key === "Escape") (name.value = this.card.name), name.blur(), event.preventDefault();
    };
    name.onblur = () => {
      const text = name.value.replace(/\s+/g, " ").trim();
      if (text && text !== this.card?.name && name.value !== this.card?.name) page.act("rename", { card: this.id, name: text });
      else if (this.card) name.value = this.card.name;
    };
    const list = page.store.list(card.idList)?.name ?? "";
    return [name, el("p.in-list", {}, `${this.say("inList")} `, el("strong", {}, list))];
  }

  facts() {
    const { store } = this.page;
    const { card } = this;
    const labels = card.idLabels.map((one) => store.labelsById.get(one)).filter(Boolean).map(labelChip);
    const members = card.idMembers.map((one) => store.membersById.get(one)).filter(Boolean).map(face);
    return [
      labels.length ? this.fact("labels", labels) : null,
      members.length ? this.fact("members", members) : null,
      card.due ? this.fact("due", [this.dueMark(card), dueBadge(card, this.page.prefs)]) : null,
    ];
  }

  fact(name, things) {
    return el("div.fact", {}, el("h3", {}, this.say(name)), el(`div.row.${name}`, {}, things));
  }

  dueMark(card) {
    const done = el("input", { type: "checkbox", checked: card.dueComplete, id: "due-done", disabled: !this.canEdit });
    done.setAttribute("aria-label", this.say("dueDone"));
    done.onchange = () => this.page.act("mark_due", { card: this.id, done: done.checked });
    return done;
  }
}

function typing() {
  const active = document.activeElement;
  return active?.matches("textarea, input:not([type=checkbox])") && !active.readOnly ? active : null;
}

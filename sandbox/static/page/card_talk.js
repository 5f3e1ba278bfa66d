// Comments on an open card, and what happened to it.

import { face } from "./card_front.js";
import { heading } from "./card_parts.js";
import { ago, longDate } from "./dates.js";
import { button, el, syncChildren } from "./dom.js";
import { markdown } from "./markdown.js";
import { sentence } from "./sentences.js";
import { server } from "./server.js";

export function talk(open) {
  return new Talk(open);
}

class Talk {
  constructor(open) {
    Object.assign(this, { open, page: open.page, say: open.say });
    this.items = el("ol.talk-items", { role: "list" });
    open.parts.talk.append(...[heading("bubble", this.say("talk")), open.canEdit ? this.form() : null, this.items].filter(Boolean));
  }

  form() {
    const text = el("textarea", { rows: 1, placeholder: this.say("writeComment"), "aria-label": this.say("writeComment") });
    const send = button(this.say("send"), null, { kind: "primary", type: "submit" });
    const form = el("form.comment-form", {}, text, send);
    const submit = async (event) => {
      event.preventDefault();
      const said = text.value.trim();
      if (!said) return;
      text.value = "";
      await this.page.act("comment", { card: this.open.id, text: said });
    };
    form.onsubmit = submit;
    text.onkeydown = (event) => {
      if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) form.requestSubmit();
    };
    return form;
  }

  async load() {
    const actions = await server.talk(this.open.id);
    const told = actions.filter((one) => one.type === "commentCard" || sentence(one, this.page.prefs));
    syncChildren(this.items, told, { key: (one) => one.id, draw: (one) => this.item(one) });
    this.items.dataset.empty = told.length ? "" : this.say("noTalk");
  }

  item(action) {
    const comment = action.type === "commentCard";
    const body = comment ? this.comment(action) : null;
    const said = comment ? "" : ` ${sentence(action, this.page.prefs)}`;
    const when = el("time", { dateTime: action.date, title: longDate(action.date, this.page.prefs.lang) });
    when.textContent = ago(action.date, this.page.prefs.lang, this.say);
    const edited = action.data.dateLastEdited ? ` · ${this.say("edited")}` : "";
    const head = el("p.said", {}, el("strong", {}, action.fullName), said, " ", when, edited);
    return el(comment ? "li.comment" : "li.event", {}, this.face(action), el("div", {}, head, body, this.reactions(action)));
  }

  face(action) {
    const known = this.page.store.membersById.get(action.idMemberCreator);
    return known ? face(known) : face({ username: "?", fullName: action.fullName, initials: "?" });
  }

  reactions(action) {
    const kinds = [...new Set(action.reactions)];
    if (!kinds.length) return null;
    const shown = (one) => `${one} ${action.reactions.filter((other) => other === one).length}`;
    return el("ul.reactions", { role: "list" }, kinds.map((one) => el("li", {}, shown(one))));
  }

  comment(action) {
    const mine = action.idMemberCreator === this.page.store.data.me.id;
    const body = el("div.bubble", {}, markdown(action.data.text));
    if (!mine) return body;
    const edit = el("button.link", { onclick: () => this.edit(action, body) }, this.say("edit"));
    const remove = el("button.link", { onclick: () => this.page.act("delete_comment", { comment: action.id }) });
    remove.textContent = this.say("delete");
    return el("div", {}, body, el("div.row", {}, edit, remove));
  }

  edit(action, body) {
    const text = el("textarea", { value: action.data.text, rows: 4, "aria-label": this.say("edit") });
    const save = async () => {
      await this.page.act("edit_comment", { comment: action.id, text: text.value });
      body.replaceChildren(markdown(text.value));
    };
    const stop = () => body.replaceChildren(markdown(action.data.text));
    const buttons = [button(this.say("save"), save, { kind: "primary" }), button(this.say("cancel"), stop)];
    body.replaceChildren(text, el("div.row", {}, buttons));
    text.focus();
  }
}

// Popups of Power-Ups: frames, lists, searches, questions and dates, one above the other.

import { fromLocal, toLocal } from "../page/dates.js";
import { park, smallDialog, unpark } from "../page/dialogs.js";
import { button, el } from "../page/dom.js";
import { Frame } from "./frame.js";

const DEFAULT_HEIGHT = 200; // pixels until the frame says better
const DEBOUNCE = 300; // milliseconds

export class Popups {
  constructor(host) {
    Object.assign(this, { host, say: host.page.say, stack: [] });
  }

  open(frame, options, where) {
    const { powerUp } = frame;
    const { title, pos, content: asked } = powerUp.live(frame, options, where);
    const live = { ...asked, title, at: pos };
    if (!live.title || typeof live.title !== "string") throw new Error("a popup needs a title");
    const content = this.content(frame, live, where);
    const top = this.stack[this.stack.length - 1];
    const inside = top && (frame === top.frame || this.host.anchor?.closest?.("dialog") === top.dialog);
    const anchor = inside ? top.anchor : this.place(frame, live);
    if (inside) park(top.dialog);
    else this.closeAll();
    const entry = { ...content, anchor };
    this.stack.push(entry);
    entry.dialog = smallDialog({
      anchor,
      title: live.title,
      content: content.nodes,
      say: this.say,
      width: live.width,
      onBack: inside ? () => this.back() : null,
      onClose: () => this.closed(entry),
    });
    entry.dialog.classList.add("power-up-popup");
    content.start?.(entry);
  }

  place(frame, { at }) {
    const box = frame.kind === "connector" ? null : frame.element.getBoundingClientRect();
    if (box && at) return new DOMRect(box.left + at.x, box.top + at.y, 1, 1);
    if (box) return box;
    if (this.host.anchor?.isConnected) return this.host.anchor;
    return document.getElementById("board-buttons");
  }

  closed(entry) {
    const at = this.stack.indexOf(entry);
    if (at < 0) return;
    for (const one of this.stack.splice(0)) {
      one.frame?.close();
      if (one !== entry) one.dialog.remove();
    }
  }

  closeAll() {
    this.stack[this.stack.length - 1]?.dialog.close();
  }

  back() {
    const gone = this.stack.pop();
    if (!gone) return;
    gone.frame?.close();
    park(gone.dialog);
    gone.dialog.remove();
    const top = this.stack[this.stack.length - 1];
    if (top) unpark(top.dialog);
  }

  content(frame, live, where) {
    if (live.type === "iframe") return this.frame(frame, live, where);
    if (live.type === "list") return this.items(frame, live);
    if (live.type === "confirm") return this.confirm(frame, live);
    if (live.type === "date" || live.type === "datetime") return this.date(frame, live);
    throw new Error("a popup needs url, items, or a type of confirm, date or datetime");
  }

  frame(opener, { url, title, height = DEFAULT_HEIGHT }, where) {
    const made = new Frame(opener.powerUp, this.host.sign(opener, url, where), { kind: "popup", title });
    made.element.style.height = `${height}px`;
    const start = (entry) => {
      made.onDone = () => this.closeAll();
      made.resize = (tall) => {
        made.element.style.height = `${tall}px`;
        entry.dialog.place();
      };
    };
    return { nodes: made.element, frame: made, start };
  }

  items(frame, { items, search }) {
    const rows = el("div.menu", {});
    const show = (all, count = Infinity) => rows.replaceChildren(...this.rows(frame, all.slice(0, count), search));
    if (!search) {
      show(items);
      return { nodes: rows };
    }
    const find = this.finder(items, search, show, rows);
    const box = el("input", { type: "search", placeholder: search.placeholder ?? this.say("search") });
    box.setAttribute("aria-label", search.placeholder ?? this.say("search"));
    let timer = null;
    box.oninput = () => {
      clearTimeout(timer);
      timer = setTimeout(() => find(box.value), search.debounce ?? DEBOUNCE);
    };
    find("");
    return { nodes: [box, rows], start: () => box.focus() };
  }

  finder(items, search, show, rows) {
    if (typeof items !== "function") {
      const fits = (one, text) => one.alwaysVisible || one.text.toLowerCase().includes(text.toLowerCase());
      return (text) => show(items.filter((one) => fits(one, text)), search.count);
    }
    return async (text) => {
      rows.replaceChildren(el("p.quiet", {}, search.searching ?? this.say("loading")));
      show((await items({ search: text })) ?? [], search.count);
    };
  }

  rows(frame, items, search) {
    if (!items.length) return [el("p.quiet", {}, search?.empty ?? this.say("nothingFound"))];
    return items.map((one) => {
      if (!one.callback && one.url) return el("a.button", { href: one.url, target: one.target ?? "_blank", rel: "noopener" }, one.text);
      const press = (event) => one.callback && frame.powerUp.press(one.callback, event.currentTarget);
      return button(one.text, press, { disabled: !one.callback });
    });
  }

  confirm(frame, { message, confirmText, confirmStyle, onConfirm, cancelText, onCancel }) {
    const run = (what) => (event) => {
      const { powerUp } = frame;
      if (what) powerUp.press(what, event.currentTarget);
    };
    const yes = button(confirmText ?? this.say("confirm"), run(onConfirm), { kind: confirmStyle === "danger" ? "danger" : "primary" });
    const no = cancelText ? button(cancelText, onCancel ? run(onCancel) : () => this.closeAll()) : null;
    return { nodes: [el("p", {}, message), el("div.row", {}, [yes, no].filter(Boolean))] };
  }

  date(frame, { type, date, minDate, maxDate, callback }) {
    const day = type === "date";
    const local = (iso) => (iso ? toLocal(iso).slice(0, day ? 10 : 16) : "");
    const when = el("input", { type: day ? "date" : "datetime-local", value: local(date), required: true });
    Object.assign(when, { min: local(minDate), max: local(maxDate) });
    when.setAttribute("aria-label", this.say("chooseDate"));
    const form = el("form", {}, when, el("div.row", {}, button(this.say("save"), null, { kind: "primary", type: "submit" })));
    form.onsubmit = (event) => {
      event.preventDefault();
      const chosen = fromLocal(day ? `${when.value}T00:00` : when.value);
      if (callback) frame.powerUp.press(callback, event.submitter ?? form, { date: chosen });
    };
    return { nodes: form };
  }
}

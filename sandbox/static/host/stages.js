// The large frames of Power-Ups: the modal over the page and the bar at its foot.

import { largeDialog } from "../page/dialogs.js";
import { el, icon, iconButton } from "../page/dom.js";
import { Frame } from "./frame.js";

const MAX_ACTIONS = 3;
const MAX_RIGHT = 1;
const BAR_SHARE = 0.6; // of the height of the window
const DEFAULT_BAR = 200; // pixels
const DEFAULT_MODAL = 400;

export class Stages {
  constructor(host) {
    Object.assign(this, { host, say: host.page.say, shown: null, foot: null });
  }

  modal(opener, options, where) {
    this.closeModal();
    this.host.popups.closeAll();
    const live = opener.powerUp.live(opener, options.content, where);
    const frame = this.frame(opener, live, "modal", where);
    const head = el("header.stage-head", {});
    const close = () => {
      const ended = this.shown;
      this.shown = null;
      frame.close();
      if (!ended?.byPowerUp) live.callback?.({}).catch(() => {});
    };
    const label = live.title ?? opener.powerUp.name;
    const dialog = largeDialog({ label, className: "stage", content: [head, frame.element], onClose: close });
    this.shown = { dialog, head, frame, live, opener, where };
    this.dress(live);
    frame.onDone = () => this.closeModal();
    frame.resize = (height) => frame.element.style.setProperty("--height", `${height}px`);
  }

  dress(live) {
    const { dialog, head, frame, opener } = this.shown;
    dialog.classList.toggle("fullscreen", Boolean(live.fullscreen));
    frame.element.style.setProperty("--height", `${live.height ?? DEFAULT_MODAL}px`);
    const { left, right } = this.actions(opener, live.actions);
    const close = iconButton("close", this.say("close"), () => dialog.close());
    head.replaceChildren(...left, el("h2", {}, live.title ?? opener.powerUp.name), ...right, close);
    tint(head, live.accentColor);
  }

  updateModal(options) {
    if (!this.shown) throw new Error("no modal is open");
    const { opener, live, where } = this.shown;
    this.shown.live = { ...live, ...opener.powerUp.live(opener, options.content, where) };
    this.dress(this.shown.live);
  }

  closeModal() {
    if (!this.shown) return;
    this.shown.byPowerUp = true;
    this.shown.dialog.close();
  }

  actions(opener, given = []) {
    const all = given.slice(0, MAX_ACTIONS);
    const right = all.filter((one) => one.position === "right").slice(0, MAX_RIGHT);
    const left = all.filter((one) => one.position !== "right");
    const draw = (one) => {
      const press = (event) => {
        if (one.url) window.open(one.url, "_blank", "noopener");
        else if (one.callback) opener.powerUp.press(one.callback, event.currentTarget);
      };
      const picture = one.icon ? el("img", { src: one.icon, alt: "", width: 18, height: 18 }) : icon("dots");
      return el("button.icon-button", { onclick: press, title: one.alt, "aria-label": one.alt }, picture);
    };
    return { left: left.map(draw), right: right.map(draw) };
  }

  bar(opener, options, where) {
    this.closeBar();
    const live = opener.powerUp.live(opener, options.content, where);
    const frame = this.frame(opener, live, "board-bar", where);
    const tall = (height) => `${Math.min(height, innerHeight * BAR_SHARE)}px`;
    frame.element.style.height = tall(live.height ?? DEFAULT_BAR);
    frame.resize = (height) => (frame.element.style.height = tall(height));
    frame.onDone = () => this.closeBar();
    const title = live.title ?? opener.powerUp.name;
    const { left, right } = this.actions(opener, live.actions);
    const close = iconButton("close", this.say("close"), () => {
      this.closeBar();
      live.callback?.({}).catch(() => {});
    });
    const head = el("header.stage-head", {}, ...left, el("h2", {}, title), ...right, close);
    tint(head, live.accentColor);
    const element = el("section.board-bar", { "aria-label": title }, head, frame.element);
    document.body.append(element);
    this.foot = { element, frame };
  }

  closeBar() {
    this.foot?.frame.close();
    this.foot?.element.remove();
    this.foot = null;
  }

  frame(opener, { url, title }, kind, where) {
    if (!url) throw new Error(`a ${kind} needs a url`);
    return new Frame(opener.powerUp, this.host.sign(opener, url, where), { kind, title: title ?? opener.powerUp.name });
  }
}

function tint(head, color) {
  if (!color) return;
  head.classList.add("tinted");
  head.style.setProperty("--accent", color);
}

// What Power-Ups add to an open card: badges with titles, buttons, and a section each.

import { button, el } from "../page/dom.js";
import { powerUpBadge } from "../page/card_front.js";
import { Badges } from "./badges.js";
import { Frame, secretOf, withoutHash } from "./frame.js";
import { buttons, section } from "./rules.js";

const DEFAULT_SECTION = 120; // pixels
const PAUSE = 200; // milliseconds

export class Cards {
  constructor(host) {
    Object.assign(this, { host, open: null, sets: [], sections: new Map(), timer: null });
  }

  opened(open) {
    this.open = open;
    this.start();
  }

  // Power-Ups may become ready or leave while the card is open.
  start() {
    if (!this.open) return;
    this.sets.forEach((one) => one.stop());
    this.details = new Map();
    this.sets = this.host.powerUps
      .filter((one) => one.offers("card-detail-badges"))
      .map((one) => new Badges(one, this.open.id, "card-detail-badges", (badges) => this.showDetails(one, badges)));
    this.showDetails();
    this.refresh();
  }

  changed(open) {
    if (this.open !== open || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.refresh();
    }, PAUSE);
  }

  closed() {
    this.sets.forEach((one) => one.stop());
    this.sections.forEach(({ frame }) => frame.close());
    this.sections.clear();
    clearTimeout(this.timer);
    Object.assign(this, { open: null, sets: [], timer: null });
  }

  refresh() {
    if (!this.open) return;
    this.sets.forEach((one) => one.ask());
    this.askButtons(this.open);
    for (const powerUp of this.host.powerUps) this.askSection(this.open, powerUp);
  }

  where(open) {
    return { card: open.id, list: open.card?.idList };
  }

  showDetails(powerUp, badges) {
    if (powerUp) this.details.set(powerUp, badges);
    const all = [...this.details].flatMap(([owner, ones]) => ones.map((one) => this.detail(owner, one)));
    this.open?.parts.detail.replaceChildren(...all);
  }

  detail(powerUp, one) {
    const chip = powerUpBadge(one);
    const title = one.title ? el("h3", {}, one.title) : null;
    if (!one.callback && !one.url) return el("div.fact", {}, title, chip);
    const press = (event) => {
      if (one.url) window.open(one.url, one.target ?? "_blank", "noopener");
      else powerUp.press(one.callback, event.currentTarget);
    };
    return el("div.fact", {}, title, el("button.badge-button", { onclick: press }, chip));
  }

  async askButtons(open) {
    const offers = await Promise.all(
      this.host.powerUps.map(async (powerUp) => {
        const answer = await powerUp.ask("card-buttons", this.where(open));
        return buttons(answer, this.host.rights, powerUp.noting("card-buttons")).map((one) => ({ powerUp, one }));
      }),
    );
    if (this.open !== open) return;
    const made = offers.flat().map(({ powerUp, one }) => pressable(powerUp, one));
    open.parts.powerUps.replaceChildren(...(made.length ? [el("h3", {}, open.say("powerUps")), ...made] : []));
  }

  async askSection(open, powerUp) {
    const answer = await powerUp.ask("card-back-section", this.where(open));
    const wanted = section(answer, powerUp.noting("card-back-section"));
    if (this.open !== open) return;
    const before = this.sections.get(powerUp);
    const same = before && wanted && before.title === wanted.title;
    if (same && withoutHash(before.frame.url) === withoutHash(wanted.content.url)) return before.frame.render();
    if (before) this.remove(powerUp);
    if (wanted) this.add(open, powerUp, wanted);
  }

  remove(powerUp) {
    const { frame, element } = this.sections.get(powerUp);
    frame.close();
    element.remove();
    this.sections.delete(powerUp);
  }

  add(open, powerUp, { title, icon, content, action }) {
    const frame = new Frame(powerUp, content.url, { kind: "section", title });
    if (secretOf(content.url) !== powerUp.secret) powerUp.note("card-back-section", "secret", withoutHash(content.url));
    frame.element.style.height = `${content.height ?? DEFAULT_SECTION}px`;
    frame.resize = (height) => (frame.element.style.height = `${height}px`);
    const picture = icon ? el("img", { src: icon, alt: "", width: 18, height: 18 }) : null;
    const act = action?.callback ? pressable(powerUp, action) : null;
    const head = el("div.part-head", {}, picture, el("h3", {}, title), act);
    const element = el("section.power-up-section", { "aria-label": title }, head, frame.element);
    this.sections.set(powerUp, { frame, element, title });
    open.parts.sections.append(element);
  }
}

export function pressable(powerUp, one) {
  if (one.url && !one.callback) {
    return el("a.button", { href: one.url, target: one.target ?? "_blank", rel: "noopener" }, picture(one), one.text);
  }
  const press = (event) => one.callback && powerUp.press(one.callback, event.currentTarget);
  const made = button(one.text, press);
  const shown = picture(one);
  if (shown) made.prepend(shown);
  return made;
}

// `icon.dark` is the icon for a dark ground.
function picture({ icon }) {
  const dark = document.documentElement.dataset.theme === "dark";
  const src = icon && typeof icon === "object" ? (dark ? icon.dark : icon.light) : icon;
  return src ? el("img", { src, alt: "", width: 18, height: 18 }) : null;
}

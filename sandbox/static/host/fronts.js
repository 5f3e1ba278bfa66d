// Badges on the fronts of all cards: asked again and again, as Trello does.

import { Badges } from "./badges.js";

const PAUSE = 250; // milliseconds between a change of the board and the next round

export class Fronts {
  constructor(host) {
    Object.assign(this, { host, sets: new Map(), shown: new Map(), timer: null });
    document.addEventListener("visibilitychange", () => this.soon());
  }

  soon() {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.round();
    }, PAUSE);
  }

  // Nobody is asked for what nobody sees.
  round() {
    if (document.hidden) return;
    const { cardsById } = this.host.page.store;
    const offering = this.host.powerUps.filter((one) => one.offers("card-badges"));
    const wanted = new Set();
    for (const powerUp of offering) {
      for (const idCard of cardsById.keys()) {
        wanted.add(`${idCard} ${powerUp.id}`);
        this.set(powerUp, idCard).ask();
      }
    }
    for (const [key, set] of this.sets) if (!wanted.has(key)) this.drop(key, set);
  }

  set(powerUp, idCard) {
    const key = `${idCard} ${powerUp.id}`;
    if (!this.sets.has(key)) {
      const show = (badges) => this.show(idCard, powerUp, badges);
      this.sets.set(key, new Badges(powerUp, idCard, "card-badges", show));
    }
    return this.sets.get(key);
  }

  drop(key, set) {
    set.stop();
    this.sets.delete(key);
    this.show(set.idCard, set.powerUp, []);
  }

  show(idCard, powerUp, badges) {
    const all = this.shown.get(idCard) ?? new Map();
    all.set(powerUp.id, badges.map(({ text, icon, color }) => ({ text, icon, color })));
    this.shown.set(idCard, all);
    this.host.page.setBadges(idCard, [...all.values()].flat());
  }
}

// The badges of one Power-Up on one card: asked for, checked, run and run again.

import { badges, goodBadge, refreshOf } from "./rules.js";
import { forget } from "./power_up.js";

export class Badges {
  constructor(powerUp, idCard, capability, show) {
    Object.assign(this, { powerUp, idCard, capability, show, shown: [], timers: [], turn: 0 });
  }

  async ask() {
    const turn = (this.turn += 1);
    const card = this.powerUp.host.page.store.cardsById.get(this.idCard);
    if (!card) return;
    const options = { attachments: card.attachments };
    const answer = await this.powerUp.ask(this.capability, { card: this.idCard, list: card.idList }, options);
    if (turn !== this.turn) return;
    this.clear();
    const kept = badges(answer, this.note);
    this.shown = kept.map((one) => (one.dynamic ? null : one));
    kept.forEach((one, index) => one.dynamic && this.run(one, index, turn));
    this.tell();
  }

  get note() {
    return this.powerUp.noting(this.capability);
  }

  async run({ dynamic }, index, turn) {
    const badge = await dynamic().catch((error) => this.note("error", error.message));
    if (turn !== this.turn) return;
    forget(this.shown[index]);
    this.shown[index] = goodBadge(badge, this.note) ? badge : null;
    this.tell();
    const seconds = badge ? refreshOf(badge, this.note) : null;
    if (seconds !== null) this.timers.push(setTimeout(() => this.run({ dynamic }, index, turn), seconds * 1000));
  }

  tell() {
    this.show(this.shown.filter(Boolean));
  }

  clear() {
    this.timers.splice(0).forEach(clearTimeout);
  }

  stop() {
    this.turn += 1;
    this.clear();
  }
}

// What Power-Ups add to the menu of a list: actions, and ways to sort it.

import { HOVER_TIMEOUT, TIMEOUTS, entries, sortedIds } from "./rules.js";

const MOST = { "list-actions": 3, "list-sorters": 5 };

export class Lists {
  constructor(host) {
    Object.assign(this, { host, warmed: new Map() });
  }

  // The mouse is over the menu: Power-Ups get more time now than after the press.
  warm(idList) {
    if (!this.warmed.has(idList)) this.warmed.set(idList, this.ask(idList, HOVER_TIMEOUT));
    setTimeout(() => this.warmed.delete(idList), HOVER_TIMEOUT * 4);
  }

  offers(idList) {
    return this.warmed.get(idList) ?? this.ask(idList);
  }

  async ask(idList, timeout) {
    const [actions, sorters] = await Promise.all([
      this.all("list-actions", idList, timeout),
      this.all("list-sorters", idList, timeout),
    ]);
    return {
      actions: actions.map(({ powerUp, one }) => ({
        text: one.text,
        run: (anchor) => powerUp.press(one.callback, anchor),
      })),
      sorters: sorters.map(({ powerUp, one }) => ({ text: one.text, run: () => this.sort(powerUp, one, idList) })),
    };
  }

  async all(capability, idList, timeout = TIMEOUTS[capability]) {
    const found = await Promise.all(
      this.host.powerUps.map(async (powerUp) => {
        const answer = await powerUp.ask(capability, { list: idList }, {}, timeout);
        return entries(answer, MOST[capability], powerUp.noting(capability)).map((one) => ({ powerUp, one }));
      }),
    );
    return found.flat();
  }

  async sort(powerUp, { callback }, idList) {
    const { store } = this.host.page;
    const before = store.cardsIn(idList);
    const cards = before.map((card) => this.host.commands.reads.fullCard(card));
    const note = powerUp.noting("list-sorters");
    const answer = await callback({ cards }).catch((error) => note("error", error.message));
    const ids = sortedIds(answer, before, note);
    if (!ids) return;
    const places = before.map((card) => card.pos);
    const moved = ids.map((id, index) => ({ id, pos: places[index] })).filter(({ id, pos }) => store.cardsById.get(id).pos !== pos);
    for (const { id, pos } of moved) await this.host.page.act("drag", { card: id, into: idList, pos });
  }
}

// The board as the server last told it, for whoever subscribes; asks for news as long as the page lives.

import { Refused, server } from "./server.js";

const PAUSE_AFTER_FAILURE = 1500; // milliseconds

export class Store {
  constructor(link, viewer) {
    Object.assign(this, { link, viewer, data: null, held: 0, late: false, listeners: new Set() });
  }

  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async load() {
    this.take(await server.board(this.link, this.viewer, null));
  }

  take(data) {
    const before = this.data;
    this.data = data;
    this.cardsById = new Map(data.cards.map((card) => [card.id, card]));
    this.membersById = new Map(data.members.map((member) => [member.id, member]));
    this.labelsById = new Map(data.labels.map((label) => [label.id, label]));
    this.tell(before);
  }

  tell(before = this.data) {
    if (this.held) this.late = true;
    else this.listeners.forEach((listener) => listener(this.data, before));
  }

  // Nothing is drawn again while a card is in the hand.
  hold() {
    this.held += 1;
  }

  release() {
    this.held -= 1;
    if (!this.held && this.late) {
      this.late = false;
      this.tell();
    }
  }

  async follow(onLine) {
    for (;;) {
      try {
        const news = await server.board(this.link, this.viewer, this.data.revision);
        onLine(true);
        if (news) this.take(news);
      } catch (error) {
        onLine(error instanceof Refused);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_FAILURE));
      }
    }
  }

  act(gesture, what) {
    return server.gesture(this.viewer, gesture, what);
  }

  get canEdit() {
    return ["admin", "normal"].includes(this.data.me.kind);
  }

  card(reference) {
    return this.data.cards.find((card) => card.id === reference || card.shortLink === reference);
  }

  list(id) {
    return this.data.lists.find((list) => list.id === id);
  }

  cardsIn(idList) {
    return this.data.cards.filter((card) => card.idList === idList).sort((one, other) => one.pos - other.pos);
  }

  // The position for a card put at `index` among the other cards of a list.
  posAt(idList, index, moving) {
    const others = this.cardsIn(idList).filter((card) => card.id !== moving);
    const [above, below] = [others[index - 1], others[index]];
    if (!above && !below) return 16384;
    if (!above) return below.pos / 2;
    return below ? (above.pos + below.pos) / 2 : above.pos + 16384;
  }

  // Shown at once; the server's word follows. What it refuses is taken back.
  async move(card, idList, index) {
    const pos = this.posAt(idList, index, card.id);
    const before = { idList: card.idList, pos: card.pos };
    Object.assign(card, { idList, pos });
    this.tell();
    try {
      await this.act("drag", { card: card.id, into: idList, pos });
    } catch (error) {
      Object.assign(this.cardsById.get(card.id) ?? card, before);
      this.tell();
      throw error;
    }
  }
}

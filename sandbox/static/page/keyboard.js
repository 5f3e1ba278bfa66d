// The board with keys: arrows walk over cards, space picks one up and drops it, enter opens it.

import { announce } from "./news.js";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export function watchKeys(page) {
  const keys = new Keys(page);
  page.root.addEventListener("keydown", (event) => keys.press(event));
  page.root.addEventListener("focusout", (event) => keys.leave(event));
}

class Keys {
  constructor(page) {
    Object.assign(this, { page, held: null });
  }

  press(event) {
    const front = event.target.closest(".card");
    if (!front || event.target !== front) return;
    const done = this.handle(event.key, front);
    if (done) event.preventDefault();
  }

  handle(key, front) {
    if (key in STEPS) return this.held ? this.carry(...STEPS[key]) : this.walk(front, ...STEPS[key]);
    if (key === " ") return this.held ? this.drop() : this.take(front);
    if (key === "Escape" && this.held) return this.cancel();
    if (key === "Enter") return this.held ? this.drop() : this.page.openCard(front.dataset.card) || true;
    return false;
  }

  holders() {
    return [...this.page.root.querySelectorAll(".cards")];
  }

  walk(front, x, y) {
    const holders = this.holders();
    const cards = [...front.parentElement.querySelectorAll(".card")];
    const row = cards.indexOf(front);
    if (y) return this.focus(cards[row + y]);
    let column = holders.indexOf(front.parentElement) + x;
    while (holders[column] && !holders[column].querySelector(".card")) column += x;
    const there = [...(holders[column]?.querySelectorAll(".card") ?? [])];
    return this.focus(there[Math.min(row, there.length - 1)]);
  }

  focus(front) {
    front?.focus();
    front?.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }

  take(front) {
    if (!this.page.store.canEdit) {
      announce(this.page.say("notAllowed"));
      return true;
    }
    this.page.store.hold();
    this.held = { front, parent: front.parentElement, next: front.nextElementSibling };
    front.classList.add("held");
    announce(this.page.say("grabbed", front.getAttribute("aria-label"), ...this.where()));
    return true;
  }

  where() {
    const { front } = this.held;
    const cards = [...front.parentElement.querySelectorAll(".card")];
    const list = this.page.store.list(front.parentElement.dataset.cards).name;
    return [list, cards.indexOf(front) + 1, cards.length];
  }

  carry(x, y) {
    const { front } = this.held;
    const cards = [...front.parentElement.querySelectorAll(".card")];
    const row = cards.indexOf(front);
    this.moving = true;
    if (y < 0 && row > 0) front.parentElement.insertBefore(front, cards[row - 1]);
    if (y > 0 && row < cards.length - 1) front.parentElement.insertBefore(front, cards[row + 1].nextElementSibling);
    if (x) this.across(front, row, x);
    front.focus();
    this.moving = false;
    front.scrollIntoView({ block: "nearest", inline: "nearest" });
    announce(this.page.say("movedTo", ...this.where()));
    return true;
  }

  across(front, row, x) {
    const holders = this.holders();
    const target = holders[holders.indexOf(front.parentElement) + x];
    if (target) target.insertBefore(front, target.querySelectorAll(".card")[row] ?? null);
  }

  drop() {
    const { front, parent, next } = this.held;
    const { store, say } = this.page;
    const idList = front.parentElement.dataset.cards;
    const index = this.where()[1] - 1;
    const card = store.cardsById.get(front.dataset.card);
    const moved = front.parentElement !== parent || front.nextElementSibling !== next;
    this.release();
    if (card && moved) this.page.move(card, idList, index);
    if (card) announce(say("dropped", card.name, store.list(idList).name));
    return true;
  }

  cancel() {
    const { front, parent, next } = this.held;
    this.moving = true;
    parent.insertBefore(front, next);
    this.moving = false;
    this.release();
    front.focus();
    announce(this.page.say("letGo"));
    return true;
  }

  release() {
    this.held.front.classList.remove("held");
    this.held = null;
    this.page.store.release();
  }

  // Focus that goes elsewhere lets the card go where it came from.
  leave() {
    if (!this.held || this.moving) return;
    const { front, parent, next } = this.held;
    if (front.isConnected) parent.insertBefore(front, next);
    this.release();
  }
}

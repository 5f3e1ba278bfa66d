// Dragging cards with mouse, pen or finger.

import { announce } from "./news.js";

const THRESHOLD = 6; // pixels before a press becomes a drag
const LONG_PRESS = 260; // milliseconds for a finger, so that lists can still be scrolled
const EDGE = 56; // pixels from the border where the board scrolls by itself
const SPEED = 14;

export function watchPointer(page) {
  if (!page.store.canEdit) return;
  page.root.addEventListener("pointerdown", (event) => {
    const front = event.target.closest(".card");
    if (front && event.button === 0) new Press(page, front, event);
  });
  page.root.addEventListener("dragstart", (event) => event.preventDefault());
}

class Press {
  constructor(page, front, event) {
    Object.assign(this, { page, front, start: event, drag: null });
    this.abort = new AbortController();
    const options = { signal: this.abort.signal };
    addEventListener("pointermove", (one) => this.move(one), options);
    addEventListener("pointerup", () => this.end(true), options);
    addEventListener("pointercancel", () => this.end(false), options);
    addEventListener("keydown", (one) => one.key === "Escape" && this.end(false), options);
    addEventListener("touchmove", (one) => this.drag && one.preventDefault(), { ...options, passive: false });
    if (event.pointerType === "touch") this.timer = setTimeout(() => this.begin(event), LONG_PRESS);
  }

  move(event) {
    const far = Math.hypot(event.clientX - this.start.clientX, event.clientY - this.start.clientY) > THRESHOLD;
    if (!this.drag && far) {
      if (event.pointerType === "touch") return this.end(false);
      this.begin(event);
    }
    return this.drag?.to(event.clientX, event.clientY);
  }

  begin(event) {
    if (this.drag || !this.front.isConnected) return;
    this.drag = new Drag(this.page, this.front, this.start);
    this.drag.to(event.clientX, event.clientY);
  }

  end(drop) {
    clearTimeout(this.timer);
    this.abort.abort();
    if (!this.drag) return;
    const swallow = (event) => (event.preventDefault(), event.stopPropagation());
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
    this.drag.finish(drop);
  }
}

class Drag {
  constructor(page, front, { clientX, clientY }) {
    const box = front.getBoundingClientRect();
    Object.assign(this, { page, front, offset: { x: clientX - box.left, y: clientY - box.top } });
    page.store.hold();
    this.home = { parent: front.parentElement, next: front.nextElementSibling };
    this.ghost = front.cloneNode(true);
    this.ghost.classList.add("ghost");
    this.ghost.style.width = `${box.width}px`;
    document.body.append(this.ghost);
    front.classList.add("placeholder");
    document.body.classList.add("dragging");
    this.scroll = setInterval(() => this.scrollNearEdge(), 16);
  }

  to(x, y) {
    this.at = { x, y };
    this.ghost.style.transform = `translate(${x - this.offset.x}px, ${y - this.offset.y}px) rotate(2deg)`;
    const list = document.elementFromPoint(x, y)?.closest(".list");
    if (!list) return;
    const holder = list.querySelector(".cards");
    const others = [...holder.querySelectorAll(".card:not(.placeholder)")];
    const below = others.find((one) => y < one.getBoundingClientRect().top + one.offsetHeight / 2);
    if (below ? below.previousElementSibling !== this.front : holder.lastElementChild !== this.front) {
      holder.insertBefore(this.front, below ?? null);
    }
  }

  scrollNearEdge() {
    if (!this.at) return;
    const { root } = this.page;
    if (this.at.x > innerWidth - EDGE) root.scrollLeft += SPEED;
    else if (this.at.x < EDGE) root.scrollLeft -= SPEED;
    const holder = this.front.parentElement;
    const box = holder.getBoundingClientRect();
    if (this.at.y > box.bottom - EDGE / 2) holder.scrollTop += SPEED;
    else if (this.at.y < box.top + EDGE / 2) holder.scrollTop -= SPEED;
  }

  finish(drop) {
    clearInterval(this.scroll);
    this.ghost.remove();
    document.body.classList.remove("dragging");
    this.front.classList.remove("placeholder");
    const { page, front } = this;
    const idList = front.parentElement.dataset.cards;
    const index = [...front.parentElement.querySelectorAll(".card")].indexOf(front);
    const moved = front.parentElement !== this.home.parent || front.nextElementSibling !== this.home.next;
    if (!drop || !moved) this.home.parent.insertBefore(front, this.home.next);
    page.store.release();
    const card = page.store.cardsById.get(front.dataset.card);
    if (!drop || !moved || !card) return;
    announce(page.say("dropped", card.name, page.store.list(idList).name));
    page.move(card, idList, index);
  }
}

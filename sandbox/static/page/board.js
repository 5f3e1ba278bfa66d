// The board: lists, cards, what happens to them, and the way to each card.

import { openCard } from "./card.js";
import { cardFront } from "./card_front.js";
import { composer } from "./composer.js";
import { el, iconButton, syncChildren } from "./dom.js";
import { watchPointer } from "./drag.js";
import { header } from "./header.js";
import { watchKeys } from "./keyboard.js";
import { slide, remember } from "./motion.js";
import { failed, notify } from "./news.js";
import { sentence } from "./sentences.js";
import { Store } from "./store.js";
import { listMenu } from "./list_menu.js";
import { hostPowerUps } from "../host/host.js";

const TOLD = new Set(["createCard", "commentCard"]);

export async function boardPage(link, index, prefs) {
  const store = new Store(link, prefs.viewer);
  await store.load();
  const page = new BoardPage(store, index, prefs);
  page.start();
  page.host = hostPowerUps(page);
  page.openFromAddress();
  let lost = null;
  store.follow((online) => {
    if (online && lost) lost();
    lost = online ? null : (lost ?? notify(prefs.say("lost"), { kind: "error", life: 0, label: prefs.say("close") }));
  });
}

class BoardPage {
  constructor(store, index, prefs) {
    Object.assign(this, { store, index, prefs, say: prefs.say, host: null, open: null });
    this.root = el("div.board", {});
    this.badges = new Map();
  }

  start() {
    const { board, members, me } = this.store.data;
    document.title = `${board.name} · ${this.say("sandbox")}`;
    const kinds = new Map(board.memberships.map((one) => [one.idMember, one.memberType]));
    const kindOf = (member) => kinds.get(member.id);
    this.boardButtons = header({ prefs: this.prefs, index: this.index, board, members, kindOf });
    document.body.classList.toggle("read-only", !this.store.canEdit);
    const main = document.getElementById("main");
    main.className = "on-board";
    const notice = el("p.ribbon", {}, this.say("readOnly"));
    const title = el("h1.unseen", {}, board.name);
    const help = el("p.unseen", { id: "drag-help" }, this.say("dragHelp"));
    main.replaceChildren(title, help, ...(this.store.canEdit ? [] : [notice]), this.root);
    document.body.dataset.viewer = me.username;
    this.store.subscribe((data, before) => this.draw(data, before));
    this.draw(this.store.data, null);
    watchPointer(this);
    watchKeys(this);
    this.root.addEventListener("click", (event) => this.onClick(event));
    addEventListener("popstate", () => this.openFromAddress());
  }

  draw(data, before) {
    const places = remember(this.root);
    const focused = document.activeElement?.closest?.(".card")?.dataset.card;
    syncChildren(this.root, data.lists, {
      key: (list) => list.id,
      draw: (list, old) => this.list(list, old),
    });
    for (const list of data.lists) this.fill(list.id);
    if (before) slide(this.root, places);
    if (focused) this.front(focused)?.focus({ preventScroll: true });
    if (before && before !== data) this.tellNews(data, before);
  }

  front(idCard) {
    return this.root.querySelector(`[data-card="${idCard}"]`);
  }

  list(list, old) {
    if (old) {
      old.querySelector("h2").textContent = list.name;
      return old;
    }
    const menu = iconButton("dots", this.say("listMenu", list.name), () => listMenu(this, list.id, menu));
    menu.addEventListener("pointerenter", () => this.host?.lists.warm(list.id));
    return el(
      "section.list",
      { data: { list: list.id }, "aria-label": list.name },
      el("header", {}, el("h2", {}, list.name), el("span.count", {}), menu),
      el("div.cards", { data: { cards: list.id } }),
      this.store.canEdit ? composer(this, list.id) : null,
    );
  }

  fill(idList) {
    const section = this.root.querySelector(`[data-list="${idList}"]`);
    const cards = this.store.cardsIn(idList);
    const holder = section.querySelector(".cards");
    holder.dataset.empty = this.say("emptyList");
    syncChildren(holder, cards.map((card) => this.shown(card)), {
      key: (one) => one.card.id,
      draw: (one) => cardFront(one, this.prefs),
    });
    const count = section.querySelector(".count");
    count.textContent = cards.length;
    count.title = this.say("cardsIn", cards.length);
  }

  // What the front of a card shows, and nothing that does not change its look.
  shown(card) {
    const { id, name, due, dueComplete, shortLink, isTemplate, badges } = card;
    return {
      card: { id, name, due, dueComplete, shortLink, isTemplate, badges },
      labels: card.idLabels.map((one) => this.store.labelsById.get(one)).filter(Boolean),
      members: card.idMembers.map((one) => this.store.membersById.get(one)).filter(Boolean),
      badges: this.badges.get(id) ?? [],
    };
  }

  // Badges of Power-Ups for the front of a card.
  setBadges(idCard, badges) {
    if (JSON.stringify(this.badges.get(idCard) ?? []) === JSON.stringify(badges)) return;
    this.badges.set(idCard, badges);
    const card = this.store.cardsById.get(idCard);
    if (card && !this.store.held) this.fill(card.idList);
  }

  onClick(event) {
    const front = event.target.closest(".card");
    if (!front || event.defaultPrevented || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    this.openCard(front.dataset.card);
  }

  openCard(reference) {
    const card = this.store.card(reference);
    if (!card) return notify(this.say("cardGone"), { label: this.say("close") });
    if (this.open?.id === card.id) return undefined;
    this.open?.dialog.close();
    this.setAddress(card.shortLink);
    this.open = openCard(this, card.id, () => {
      this.open = null;
      this.setAddress(null);
    });
    return this.open;
  }

  setAddress(card) {
    const address = new URL(location.href);
    if (card) address.searchParams.set("card", card);
    else address.searchParams.delete("card");
    history.replaceState(null, "", address);
  }

  openFromAddress() {
    const asked = new URLSearchParams(location.search).get("card");
    if (asked) this.openCard(asked);
  }

  // What others just did is told in a few words.
  tellNews(data, before) {
    const known = new Set(before.recent.map((one) => one.id));
    const fresh = data.recent.filter((one) => !known.has(one.id) && one.idMemberCreator !== data.me.id);
    for (const one of fresh.reverse().slice(-3)) {
      const said = sentence(one, this.prefs);
      if (!said || !(TOLD.has(one.type) || one.data.listAfter)) continue;
      const card = this.store.card(one.data.card?.id);
      const action = card && this.open?.id !== card.id ? { label: this.say("see"), run: () => this.openCard(card.id) } : null;
      notify(`${one.fullName} ${said}`, { action, label: this.say("close") });
    }
  }

  async act(gesture, what) {
    try {
      return await this.store.act(gesture, what);
    } catch (error) {
      failed(error, this.say);
      return null;
    }
  }

  async move(card, idList, index) {
    try {
      await this.store.move(card, idList, index);
    } catch (error) {
      failed(error, this.say);
    }
  }
}

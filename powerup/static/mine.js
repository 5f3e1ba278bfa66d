// My cards on all boards, what each one waits for, and the next defences.

import { ask } from "./api.js";
import { follow, h, start, words } from "./page.js";

const t = start();
const page = document.getElementById("page");
follow(t, page);

async function load() {
  try {
    show((await ask(t, "mine", words)).data);
  } catch (trouble) {
    page.replaceChildren(
      h("p", { class: "trouble", role: "alert" }, trouble.message),
      h("button", { type: "button", class: "plain", click: load }, words.retry),
    );
  }
}

function show(data) {
  page.replaceChildren(
    h("h1", {}, words.title),
    section(words.defences, data.defences, words.noDefence),
    ...data.boards.map((board) => section(board.name, board.cards, words.nothing)),
  );
}

function section(title, cards, nothing) {
  const list = cards.length ? h("ul", { class: "cards" }, cards.map(row)) : h("p", { class: "hint" }, nothing);
  return h("section", {}, h("h2", {}, title), list);
}

function row(card) {
  const here = card.board === t.getContext().board;
  const open = (event) => {
    event.preventDefault();
    t.showCard(card.id);
    t.closeModal();
  };
  const link = { href: card.url, target: "_blank", rel: "noopener" };
  return h(
    "li",
    {},
    h("a", here ? { ...link, click: open } : link, card.name),
    card.badge && h("span", { class: `badge ${card.badge.color}` }, card.badge.text),
    h("p", { class: "when" }, [card.list, card.due].filter(Boolean).join(" · ")),
    card.waits && h("p", {}, card.waits),
  );
}

load();

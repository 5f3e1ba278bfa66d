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
  const defences = data.defences.length ? h("ol", { class: "defences" }, data.defences.map(defence)) : hint(words.noDefence);
  const boards = data.boards.map((board) =>
    section(board.name, board.cards.length ? h("ul", { class: "cards" }, board.cards.map(row)) : hint(words.nothing)),
  );
  page.replaceChildren(h("h1", {}, words.title), section(words.defences, defences), ...boards);
}

const section = (title, content) => h("section", {}, h("h2", {}, title), content);
const hint = (text) => h("p", { class: "hint" }, text);
const badge = (card) => card.badge && h("span", { class: `badge ${card.badge.color}` }, card.badge.text);

// A card of this board opens here, one of another board in a page of its own.
function link(card) {
  const open = (event) => {
    event.preventDefault();
    t.showCard(card.id);
    t.closeModal();
  };
  const here = card.board === t.getContext().board;
  return h("a", { href: card.url, target: "_blank", rel: "noopener", ...(here && { click: open }) }, card.name);
}

const defence = (card) => h("li", {}, h("time", {}, card.due), link(card), badge(card));

function row(card) {
  const when = h("p", { class: "when" }, [card.list, card.due].filter(Boolean).join(" · "));
  return h("li", {}, link(card), badge(card), when, card.waits && h("p", {}, card.waits));
}

load();

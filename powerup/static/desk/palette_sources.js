// What the palette offers: pages, acts of the open page, views, and what the server finds.

import { openPalette } from "./palette.js";
import { viewsOf } from "./todo_views.js";

// `desk`: as a tab is given it; `tabs`: those that this person may open; `acts`: what the open page can do now.
export function palette(desk, tabs, acts) {
  const { words } = desk;
  const sources = [
    { title: words.paletteActs, options: acts },
    { title: words.paletteTabs, options: tabs.map((tab) => ({ label: tab.title, run: () => desk.go(tab.name) })) },
  ];
  openPalette(words, sources, views(desk), (text) => find(desk, text));
}

async function views(desk) {
  const found = desk.manager ? await viewsOf(desk).catch(() => []) : []; // without views the palette still helps: no message
  return [{ title: desk.words.paletteViews, options: found.map((view) => ({ label: view.name, note: view.by, run: () => desk.go("todo", view.filters) })) }];
}

async function find(desk, text) {
  const { cards, people } = await desk.ask(`find?${new URLSearchParams({ text })}`);
  const open = (card) => (card.managed ? desk.go("todo", { card: card.id }) : desk.openCard(card));
  return [
    { title: desk.words.paletteCards, quiet: true, options: cards.map((card) => ({ label: card.name, note: card.where, run: () => open(card) })) },
    { title: desk.words.palettePeople, quiet: true, options: people.map(({ id, name }) => ({ label: name, run: () => desk.go("profile", { member: id }) })) },
  ];
}

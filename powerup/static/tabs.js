// The tabs of the desk. On a narrow window: four of them, and the others behind « Plus ».

import { menu } from "./menu.js";
import { h, words } from "./page.js";

const DAILY = 4;
const narrow = window.matchMedia("(max-width: 720px)");

// Calls `redraw` when the window becomes narrow or wide, as when a phone is turned.
export const onTurn = (redraw) => narrow.addEventListener("change", redraw);

// `tabs`: those this person may open; `current`: the name of the open one; `counts`: how much waits, by name;
// `palette()` opens the palette.
export function tabsOf(tabs, current, counts, palette) {
  const { shown, rest } = narrow.matches ? parted(tabs, current) : { shown: tabs, rest: [] };
  const link = (tab) => linkTo(tab, tab.name === current, counts.get(tab.name));
  return h("nav", { class: "tabs", "aria-label": words.tabs }, shown.map(link), rest.length > 0 ? others([anywhere(palette), ...rest.map(link)]) : anywhere(palette));
}

// The first four are the daily ones; one of the others, once open, takes the place of the fourth.
function parted(tabs, current) {
  if (tabs.length <= DAILY) return { shown: tabs, rest: [] };
  const open = tabs.find((each) => each.name === current);
  const place = tabs.indexOf(open);
  const shown = place < DAILY ? tabs.slice(0, DAILY) : [...tabs.slice(0, DAILY - 1), open];
  return { shown, rest: tabs.filter((each) => !shown.includes(each)) };
}

function anywhere(palette) {
  return h("button", { type: "button", class: "plain small anywhere", click: palette, "aria-keyshortcuts": "Control+K" }, h("span", {}, words.palette), h("kbd", { "aria-hidden": "true" }, `${words.ctrl} K`));
}

function linkTo(tab, current, count) {
  const number = count ? h("span", { class: "number" }, ` (${count})`) : null;
  return h("a", { href: `#${tab.name}`, "aria-current": current ? "page" : null }, tab.title, number);
}

function others(links) {
  return menu({ class: "others" }, words.moreTabs, h("div", { class: "list" }, links)).box;
}

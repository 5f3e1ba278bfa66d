// The tabs of the desk, in one line. On a narrow window: four of them, else as many as there is room for; the
// others stand behind « Plus ».

import { menu } from "./menu.js";
import { h, words } from "./page.js";

const DAILY = 4;
const narrow = window.matchMedia("(max-width: 720px)");

// Puts the tabs where `before` stands and returns them. `tabs`: those this person may open; `current`: the name
// of the open one; `counts`: how much waits, by name; `palette()` opens the palette.
export function drawn(before, tabs, current, counts, palette) {
  const wide = !narrow.matches;
  let nav = before;
  for (let most = wide ? tabs.length : DAILY; most > 0; most -= 1) {
    const next = tabsOf(tabs, current, counts, palette, most);
    nav.replaceWith(next);
    nav = next;
    if (!wide || fits(nav)) break;
  }
  return nav;
}

function fits(nav) {
  const end = nav.getBoundingClientRect().right - parseFloat(getComputedStyle(nav).paddingRight);
  return nav.lastElementChild.getBoundingClientRect().right <= end;
}

function tabsOf(tabs, current, counts, palette, most) {
  const { shown, rest } = parted(tabs, current, most);
  const link = (tab) => linkTo(tab, tab.name === current, counts.get(tab.name));
  const finder = anywhere(palette);
  const within = narrow.matches && rest.length > 0;
  return h("nav", { class: "tabs", "aria-label": words.tabs }, shown.map(link), rest.length > 0 && others([within && finder, ...rest.map(link)]), !within && finder);
}

// The first ones are the daily ones; one of the others, once open, takes the place of the last that is shown.
function parted(tabs, current, most) {
  if (tabs.length <= most) return { shown: tabs, rest: [] };
  const open = tabs.find((each) => each.name === current);
  const place = tabs.indexOf(open);
  const shown = place < most ? tabs.slice(0, most) : [...tabs.slice(0, most - 1), open];
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

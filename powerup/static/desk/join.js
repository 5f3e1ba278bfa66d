// Whoever is not on all boards is told, with the way there, until they have joined or put it off for today.

import { h, words } from "../page.js";

const LATER = "greffier-join-later";

// The box for these boards, or nothing where it was put off.
export function toJoin(missing) {
  const today = new Date().toDateString();
  try {
    if (localStorage.getItem(LATER) === today) return "";
  } catch {
    // a browser may refuse to keep anything for a frame: then it is told each time
  }
  const later = () => {
    box.remove();
    try {
      localStorage.setItem(LATER, today);
    } catch {
      // for this page alone, then
    }
  };
  const link = ({ name, url }) => (url ? h("a", { href: url, target: "_blank", rel: "noopener" }, name) : h("strong", {}, name));
  const row = h("p", { class: "row" }, missing.map(link), h("button", { type: "button", class: "plain small", click: later }, words.later));
  const box = h("aside", { class: "state wait to-join" }, h("div", {}, h("p", {}, words.notOnBoards), row));
  return box;
}

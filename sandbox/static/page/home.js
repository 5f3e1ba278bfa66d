// The first page: which boards there are.

import { el, icon } from "./dom.js";
import { header } from "./header.js";
import { addressOf } from "./preferences.js";

export function homePage(index, prefs, lost) {
  const { say } = prefs;
  document.title = `${say("boards")} · ${say("sandbox")}`;
  header({ prefs, index, board: null, members: index.people });
  const tiles = index.boards.map((board) => tile(board, prefs));
  document.getElementById("main").replaceChildren(
    el(
      "div.home",
      {},
      lost ? el("p.notice", { role: "alert" }, say("unknownBoard")) : null,
      el("h1", {}, say("welcome")),
      el("p.lead", {}, say("welcomeText")),
      el("ul.tiles", { role: "list" }, tiles),
    ),
  );
}

function tile(board, prefs) {
  const link = el("a.tile", { href: addressOf(`/b/${board.shortLink}`, prefs) });
  link.append(icon("boards"), el("strong", {}, board.name), el("span", {}, prefs.say("counts", board.lists, board.cards)));
  return el("li", {}, link);
}

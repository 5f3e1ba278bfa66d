// How the clerk stands on this board.

import { ask } from "./api.js";
import { follow, h, start, words } from "./page.js";

const t = start();
const page = document.getElementById("page");
follow(t, page);

async function load() {
  try {
    show((await ask(t, "about", words)).data);
  } catch (trouble) {
    page.replaceChildren(
      h("p", { class: "trouble", role: "alert" }, trouble.message),
      h("button", { type: "button", class: "plain", click: load }, words.retry),
    );
  }
}

function show(about) {
  const row = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));
  page.replaceChildren(
    h("h1", { class: "spoken" }, words.title), // seen above the frame, where Trello writes it
    h("dl", {},
      row(words.board, about.board),
      row(words.mode, about.paused ? words.paused : words[about.mode]),
      row(words.managers, about.managers)),
    h("p", {}, about.rules && h("a", { href: about.rules, target: "_blank", rel: "noopener" }, words.rules)),
    h("p", { class: "hint" }, words.data),
  );
}

load();

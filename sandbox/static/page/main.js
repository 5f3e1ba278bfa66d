// Where the page begins: who looks on, in which language, at which board.

import { boardPage } from "./board.js";
import { homePage } from "./home.js";
import { preferences } from "./preferences.js";
import { server } from "./server.js";

async function begin() {
  const link = document.documentElement.dataset.board;
  const index = await server.boards();
  const prefs = preferences(index.people);
  document.documentElement.lang = prefs.lang;
  if (link && index.boards.some((board) => board.shortLink === link || board.id === link)) {
    await boardPage(link, index, prefs);
  } else {
    homePage(index, prefs, Boolean(link));
  }
}

begin();

// A short welcome, when the Power-Up is switched on for a board.

import { follow, start } from "./page.js";

const t = start();
follow(t, document.getElementById("page"));
document.getElementById("close").addEventListener("click", () => t.closeModal());

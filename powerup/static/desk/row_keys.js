// A list of rows with the keyboard alone.

import { h } from "../page.js";

const known = new Set();

// `pageNow()`: the page as it stands; `hands`: {focusRow, keys, helps}, what the page does for a key, and the lines
// of its help: [names of keys, key of the words].
export function listen(pageNow, hands) {
  if (known.has(hands)) return;
  known.add(hands);
  document.addEventListener("keydown", (event) => {
    const it = pageNow();
    if (!it || !it.place.isConnected || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const run = chosen(it, event, hands);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

// A key that is held down acts only once; Enter is for the row as a whole, not for a button in it.
function chosen(it, { key, repeat, target }, hands) {
  const entry = it.rows[it.current];
  if (key === "j" || key === "ArrowDown") return () => hands.focusRow(it, it.current + 1);
  if (key === "k" || key === "ArrowUp") return () => hands.focusRow(it, it.current - 1);
  if (key === "?") return () => help(it, hands.helps);
  if (key === "Enter" && target !== entry?.element) return null;
  const act = hands.keys[key];
  return act && (entry || key === "u") ? () => repeat || act(it, entry) : null;
}

export function help(it, helps) {
  const { words } = it;
  const line = ([names, text]) => h("div", {}, h("dt", {}, names.map((each) => h("kbd", {}, each))), h("dd", {}, words[text]));
  it.desk.confirm(words.help, h("dl", { class: "keys" }, helps.map(line)), words.close, true);
}

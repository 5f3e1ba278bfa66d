// The week with the keyboard alone.

import { h } from "../page.js";

let listening = false;

// `pageNow()`: the week as it stands; `hands`: {focusRow, keys}, what the page does for a key.
export function listen(pageNow, hands) {
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", (event) => {
    const it = pageNow();
    if (!it || !it.place.isConnected || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const run = chosen(it, event.key, hands);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function chosen(it, key, { focusRow, keys }) {
  const entry = it.rows[it.current];
  if (key === "j" || key === "ArrowDown") return () => focusRow(it, it.current + 1);
  if (key === "k" || key === "ArrowUp") return () => focusRow(it, it.current - 1);
  if (key === "?") return () => help(it);
  const act = keys[key];
  return act && (entry || key === "u") ? () => act(it, entry) : null;
}

function help(it) {
  const { words } = it;
  const lines = [
    [["j", "k"], words.keyMove],
    [["t"], words.keyFinish],
    [["a"], words.keyAbsent],
    [["c"], words.keyCancel],
    [["p"], words.keyPlace],
    [["u"], words.keyUndo],
    [["Ctrl", "↵"], words.keyEnd],
    [["?"], words.keyHelp],
  ];
  const line = ([names, text]) => h("div", {}, h("dt", {}, names.map((each) => h("kbd", {}, each))), h("dd", {}, text));
  it.desk.confirm(words.help, h("dl", { class: "keys" }, lines.map(line)), words.close, true);
}

// The keys of the queue.

import { h } from "../page.js";

export function helpButton(it) {
  return h("button", { type: "button", class: "plain small keyboard", click: () => help(it) }, `${it.words.keys} `, h("kbd", {}, "?"));
}

export function help(it) {
  const { words } = it;
  const keys = [
    [["j", "k"], words.keyMove],
    [["↵"], words.keyUsual],
    [["o", words.space], words.keyPeek],
    [["c"], words.keyComment],
    [["p"], words.keyPick],
    [["1", "…", "9"], words.keyNumbers],
    [["a"], words.keyAccept],
    [["r"], words.keyRemind],
    [["s"], words.keySnooze],
    [["x"], words.keySelect],
    [["→", "←"], words.keyButtons],
    [["O"], words.keyInTrello],
    [["u"], words.keyUndo],
    [["/"], words.keySearch],
    [[`${words.ctrl} K`], words.keyPalette],
    [[words.escape], words.keyEscape],
    [["?"], words.keyHelp],
  ];
  const line = ([names, text]) => h("div", {}, h("dt", {}, names.map((each) => h("kbd", {}, each))), h("dd", {}, text));
  it.desk.confirm(words.help, h("dl", { class: "keys" }, keys.map(line)), words.close, true);
}

// One line of the week's draft.

import { fill, h } from "../page.js";

// `hands`: {choose, leave, free}, what its buttons do. An entry: {row, state, trouble, was, undo}.
export function rowOf(it, entry, hands) {
  const { row, state } = entry;
  const { words } = it;
  const title = h("p", { class: "title" }, link(it, row), row.what && h("span", { class: "about" }, row.what));
  return h(
    "li",
    { class: ["line", state, row.pinned && "pinned", !row.person && "alone"].filter(Boolean).join(" "), tabindex: "-1", "data-card": row.id },
    h("div", { class: "what" }, title, row.when && h("p", { class: "when" }, row.when)),
    h(
      "div",
      { class: "who" },
      h("p", { class: "person" }, state === "done" ? fill(words.done, row.person) : row.person?.name || words.nobody, row.pinned && h("span", { class: "badge sky" }, words.byHand)),
      h("p", { class: "why" }, row.why.join(" "), compared(entry, words)),
      row.help && h("p", { class: "help" }, row.help),
      state === "undone" && h("p", { class: "hint" }, words.undone),
      entry.trouble && h("p", { class: "trouble" }, entry.trouble),
    ),
    h("div", { class: "buttons" }, buttons(it, entry, hands)),
  );
}

function link(it, row) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    it.desk.openCard(row);
  };
  return h("a", { href: row.url, target: "_blank", rel: "noopener", click }, row.who);
}

// Who would have had the card: before another line was changed, and card after card.
function compared({ row, was, state }, words) {
  if (state === "done") return null;
  const before = was === null ? null : fill(words.moved, { name: was ?? words.nobody.toLowerCase() });
  const single = row.oneByOne === null || row.oneByOne === undefined ? null : row.oneByOne ? fill(words.oneByOne, { name: row.oneByOne }) : words.oneByOneNobody;
  return [before, row.oneByOne && row.oneByOne === was ? null : single].filter(Boolean).map((text) => h("span", { class: "other" }, ` ${text}.`));
}

function buttons(it, { row, state, undo }, hands) {
  const { words } = it;
  const button = (text, label, click) => h("button", { type: "button", class: "plain small", "aria-label": fill(label, { who: row.who }), click }, text);
  if (state === "busy") return null;
  if (state === "done") return undo && h("button", { type: "button", class: "plain small", "aria-label": `${words.undo} – ${row.who}`, click: undo }, words.undo);
  return [
    button(words.change, words.changeOf, hands.choose),
    row.person && hands.leave && button(words.leave, words.leaveOf, hands.leave),
    row.pinned && hands.free && button(words.free, words.freeOf, hands.free),
  ].filter(Boolean);
}

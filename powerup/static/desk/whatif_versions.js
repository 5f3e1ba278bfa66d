// The versions of the rulebook: who put each in force, when, why, and what it changed.

import { fill, h } from "../page.js";
import { applied } from "./whatif_shown.js";

export function history(desk, data, draft) {
  const { words } = desk;
  const list = h("ol", { class: "versions", reversed: true });
  const older = h("button", { type: "button", class: "plain", click: () => load() }, words.older);
  let before = data.older;
  const add = (page) => {
    list.append(...page.versions.map((each) => version(each, desk, draft)));
    before = page.older;
    older.hidden = !before;
  };
  async function load() {
    older.disabled = true;
    try {
      add(await desk.ask(`whatif/versions?before=${before}`));
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
    older.disabled = false;
  }
  add(data);
  return h("section", { class: "history-of-rules" }, h("h2", {}, words.versions), list, older);
}

function version(each, desk, draft) {
  const { words } = desk;
  const back = () => applied(desk, { version: each.id, basedOn: draft.basedOn }, fill(words.backTitle, { id: each.id }));
  return h(
    "li",
    { value: String(each.id) },
    h("p", { class: "headline" }, h("strong", {}, each.title), " ", each.inForce && h("span", { class: "badge green" }, words.inForce)),
    h("p", { class: "when" }, each.by),
    each.reason && h("p", { class: "note" }, each.reason),
    each.changes.length > 0 && h("ul", { class: "changes" }, each.changes.map((line) => h("li", {}, line))),
    !each.inForce && h("button", { type: "button", class: "plain small", click: back }, words.back),
  );
}

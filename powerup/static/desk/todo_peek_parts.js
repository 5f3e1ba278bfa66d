// What the peek of a card shows, part by part.

import { tellChange } from "../api.js";
import { fill, h, mark } from "../page.js";
import { shownText } from "./shown_text.js";

// `renew()` is called once something was undone here: it reads the card again.
export function peekBody(it, data, renew) {
  const { words } = it;
  return [
    h("dl", { class: "facts" }, data.facts.map((each) => h("div", {}, h("dt", {}, each.label), h("dd", {}, each.text)))),
    part("gaps", words.peekGaps, data.gaps.length ? h("ul", { class: "gaps" }, data.gaps.map((each) => gap(words, each))) : h("p", { class: "hint" }, words.peekNoGap)),
    part("comment", words.peekComment, comment(words, data.comment)),
    part("desc", words.peekDesc, data.desc ? shownText(data.desc) : h("p", { class: "hint" }, words.peekNoDesc)),
    data.files.length > 0 && part("files", words.peekFiles, h("ul", { class: "files" }, data.files.map(file))),
    part("history", words.peekHistory, history(it, data, renew)),
  ];
}

function part(name, title, content) {
  return h("section", { class: "part" }, h("h3", { "data-part": name, tabindex: "-1" }, title), content);
}

function gap(words, each) {
  const values = [each.read && fill(words.peekRead, each), each.expected && fill(words.peekExpected, each)].filter(Boolean);
  return h(
    "li",
    { class: each.status },
    mark(each.status),
    h("div", {}, h("strong", {}, each.label), h("p", {}, each.message), values.length > 0 && h("p", { class: "hint" }, values.join(" · "))),
  );
}

function comment(words, told) {
  if (!told) return h("p", { class: "hint" }, words.peekNoComment);
  return h("blockquote", { class: "quoted" }, shownText(told.text), told.at && h("p", { class: "hint" }, fill(words.peekCommentAt, told)));
}

function file({ name, url }) {
  const usable = /^https?:/.test(url);
  return h("li", {}, usable ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, name) : name);
}

function history(it, data, renew) {
  if (!data.history.length) return h("p", { class: "hint" }, it.words.peekNoHistory);
  return h("ol", { class: "done" }, data.history.map((each) => line(it, data.card, each, renew)));
}

function line(it, card, each, renew) {
  const { words } = it;
  const undo = async (event) => {
    event.target.disabled = true;
    try {
      const answer = await it.desk.ask(`card/${card.board}/${card.id}/undo`, { body: { receipt: each.id } });
      tellChange();
      it.desk.say(fill(words.named, { name: card.name, what: answer.message }));
      it.actor.answered(card.id, answer.row);
      await renew();
    } catch (trouble) {
      event.target.disabled = false;
      it.desk.say(trouble.message, "bad");
    }
  };
  return h(
    "li",
    { class: each.undone ? "undone" : null },
    h("p", {}, h("strong", {}, each.by), ` ${each.text}`, each.note && `\u00a0: «\u00a0${each.note}\u00a0»`),
    each.why && h("p", { class: "hint" }, each.why),
    h("p", { class: "hint" }, each.at, each.undone && ` · ${fill(words.peekUndone, { by: each.undone })}`),
    each.undo && h("button", { type: "button", class: "plain small", click: undo }, words.peekUndo),
  );
}

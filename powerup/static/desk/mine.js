// My cards on all boards, what each one waits for, and the next defences.

import { tellChange } from "../api.js";
import { fill, h } from "../page.js";
import { calendars } from "./feeds.js";
import { told, undoByKey } from "./undo_stack.js";

export async function show(place, desk) {
  const data = await desk.ask("mine");
  const { words } = desk;
  const hint = (text) => h("p", { class: "hint" }, text);
  const section = (title, content) => h("section", {}, h("h2", {}, title), content);
  const badge = (card) => card.badge && h("span", { class: `badge ${card.badge.color}` }, card.badge.text);

  function link(card) {
    const click = (event) => {
      event.preventDefault();
      desk.openCard(card);
    };
    return h("a", { href: card.url, target: "_blank", rel: "noopener", click }, card.name);
  }

  const defence = (card) => h("li", {}, h("time", {}, card.due), link(card), badge(card));

  function row(card) {
    const when = h("p", { class: "when" }, [card.list, card.due].filter(Boolean).join(" · "));
    return h("li", {}, link(card), badge(card), when, card.waits && h("p", {}, card.waits));
  }

  const defences = data.defences.length
    ? h("ol", { class: "defences" }, data.defences.map(defence))
    : hint(words.noDefence);
  const boards = data.boards.map((board) =>
    section(board.name, board.cards.length ? h("ul", { class: "cards" }, board.cards.map(row)) : hint(words.nothing)),
  );
  const turns = data.turns.length
    ? h("ul", { class: "cards turns" }, data.turns.map((each) => turn(each, desk, link)))
    : hint(words.noTurn);
  const top = h("div", {});
  desk.count(data.turns.length);
  undoByKey(desk);
  place.replaceChildren(top, h("h1", {}, words.title), section(words.turns, turns), section(words.defences, defences), ...boards, calendars(desk));
  news(desk).then((box) => box && top.append(box), () => {});
}

// One card on which it is this person's turn: why, and the button that settles it.
function turn(each, desk, link) {
  const ask = (action, body) => desk.ask(`mine/${each.board}/${each.id}/${action}`, { body, seconds: 40 });
  const buttons = [each.action, each.other].filter(Boolean).map((action, place) =>
    h("button", { type: "button", class: `${place ? "plain" : "primary"} small`, click: () => act(action) }, action.label),
  );
  const freeze = (busy) => buttons.forEach((button) => (button.disabled = busy));
  async function act(action) {
    freeze(true);
    try {
      const { said, undo } = await ask(action.name, {});
      tellChange();
      await desk.reload();
      const act = { name: each.name, what: each.action.label, undoing: () => ask("undo", { receipt: undo }), after: () => desk.reload() };
      if (undo) told(desk, act, said);
      else desk.say(fill(desk.words.named, { name: each.name, what: said }));
    } catch (trouble) {
      desk.say(trouble.message, "bad");
      freeze(false);
    }
  }
  const open = h("button", { type: "button", class: `${each.action ? "plain" : "primary"} small`, click: () => desk.openCard(each) }, each.opens);
  return h("li", {}, link(each), h("p", {}, each.why), h("p", { class: "row" }, buttons, open));
}

// That a manager asks for this person's profile; or what is new in the rulebook for it, until they dismiss that.
async function news(desk) {
  const { text, asked } = await desk.ask("profile/news");
  if (!text) return null;
  const dismiss = async () => {
    try {
      await desk.ask("profile/dismiss", { body: {} });
      box.remove();
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
  };
  const press = (label, click) => h("button", { type: "button", class: "plain small", click }, label);
  const row = h("p", { class: "row" }, press(desk.words.toProfile, () => desk.go("profile")), !asked && press(desk.words.seen, dismiss));
  const box = h("div", { class: "state wait", role: "status" }, h("div", {}, h("p", {}, text), row));
  return box;
}

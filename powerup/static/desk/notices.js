// « Entraide »: who waits for an answer, asking, answering; managers announce.

import { fill, h } from "../page.js";
import { told, undoByKey } from "./undo_stack.js";

export async function show(place, desk) {
  const data = await desk.ask("notices");
  const { words } = desk;
  undoByKey(desk);
  desk.count(data.notices.filter((each) => each.help && !each.mine).length);
  const press = (text, click, kind) => h("button", { type: "button", class: kind, click }, text);
  place.replaceChildren(
    h("h1", {}, words.heading),
    h("p", { class: "row" }, press(words.ask, () => ask(desk, data.kinds), "primary"), " ", desk.manager && press(words.announce, () => announce(desk), "plain")),
    data.notices.length ? h("ul", { class: "cards" }, data.notices.map((each) => line(desk, each))) : h("p", { class: "hint" }, words.nothing),
  );
}

function line(desk, each) {
  const { words } = desk;
  const label = each.help && !each.mine ? words.answer : words.withdraw;
  const may = each.help || each.mine || desk.manager;
  const spoken = each.help && !each.mine ? fill(words.answerFor, each) : `${words.withdraw} – ${each.text || each.kind}`;
  const button = h("button", { type: "button", class: `${each.mine || !each.help ? "plain" : "primary"} small`, "aria-label": spoken, click: () => close(desk, each, button) }, label);
  return h("li", {}, h("span", { class: `badge ${each.help ? "sky" : "green"}` }, each.kind), " ", h("strong", {}, each.name), h("p", { class: "when" }, each.when), each.text && h("p", {}, each.text), h("p", { class: "row" }, may && button, each.card && desk.cardLink(each.card, fill(words.onCard, each.card))));
}

async function close(desk, each, button) {
  const { words } = desk;
  const path = `notices/${each.id}`;
  button.disabled = true;
  try {
    await desk.ask(`${path}/close`, { body: {} });
    const what = each.help && !each.mine ? words.answered : words.withdrawn;
    told(desk, { name: each.name, what, undoing: () => desk.ask(`${path}/reopen`, { body: {} }), after: desk.reload });
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
  await desk.reload();
}

const writing = (words) => h("textarea", { id: "notice-text", rows: 4, maxlength: 600, required: true });
const field = (words, box) => h("p", {}, h("label", { for: "notice-text" }, words.text), box);

async function ask(desk, kinds) {
  const { words } = desk;
  const box = writing(words);
  const choice = (each, place) => h("p", {}, h("label", { class: "choose" }, h("input", { type: "radio", name: "kind", value: each.code, checked: !place }), ` ${each.name}`));
  const list = h("div", { role: "radiogroup", "aria-label": words.what }, kinds.map(choice));
  if (!(await desk.confirm(words.askTitle, [list, field(words, box), h("p", { class: "hint" }, words.askHint)], words.send))) return;
  await send(desk, "notices", { kind: list.querySelector("input:checked").value, text: box.value }, words.asked);
}

async function announce(desk) {
  const { words } = desk;
  const box = writing(words);
  if (!(await desk.confirm(words.announceTitle, [field(words, box), h("p", { class: "hint" }, words.announceHint)], words.announceDo))) return;
  await send(desk, "notices/announce", { text: box.value }, words.announced);
}

async function send(desk, path, body, done) {
  try {
    await desk.ask(path, { body });
    desk.say(done);
    await desk.reload();
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

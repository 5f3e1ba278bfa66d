// What a draft or an older version of the rules would change, shown on the page and before it is put in force.

import { fill, h } from "../page.js";

export const alarm = (text) => h("p", { class: "trouble", role: "alert" }, text);

// The answer of a trial: problems, changes, and what would become of each board's cards.
export function told(answer, desk) {
  const { words } = desk;
  return [
    answer.meanwhile && alarm(answer.meanwhile),
    ...answer.problems.map(alarm),
    answer.changes.length > 0 && h("ul", { class: "changes" }, answer.changes.map((each) => h("li", {}, each))),
    answer.boards.length > 0 && h("h3", {}, words.today),
    ...answer.boards.map((each) => board(each, desk)),
    answer.refusal && h("p", { class: "refusal" }, answer.refusal),
  ].filter(Boolean);
}

// The same in short, to stand by the field that was changed; the draft itself is what is announced.
export function beside(answer, desk) {
  const groups = (each) => each.groups.map((group) => h("li", { class: group.effect }, group.text));
  const lines = (each) => [
    h("p", {}, answer.boards.length > 1 ? fill(desk.words.named, { name: each.name, what: each.summary }) : each.summary),
    each.notes.map((note) => h("p", { class: "warning" }, note)),
    each.groups.length > 0 && h("ul", {}, groups(each)),
  ];
  return [...answer.problems.map((text) => h("p", { class: "trouble" }, text)), ...answer.boards.flatMap(lines)].flat().filter(Boolean);
}

function board(each, desk) {
  return h(
    "section",
    { class: "effects" },
    h("h4", {}, each.name),
    h("p", {}, each.summary),
    each.notes.map((note) => h("p", { class: "warning" }, note)),
    each.groups.map((group) =>
      h(
        "details",
        { class: group.effect, open: each.groups.length === 1 },
        h("summary", {}, group.text),
        h("ul", {}, group.cards.map((card) => h("li", {}, link(card, desk)))),
        group.more > 0 && h("p", { class: "hint" }, fill(desk.words.more, { count: group.more })),
      ),
    ),
  );
}

export function link(card, desk) {
  const click = (event) => {
    event.preventDefault();
    desk.openCard(card);
  };
  return h("a", { href: card.url, target: "_blank", rel: "noopener", click }, card.name);
}

// Asks for the reason, shows once more what would be done, and puts the rules in force. Gives whether it did.
export async function applied(desk, body, title) {
  const { words } = desk;
  try {
    const answer = await desk.ask("whatif/try", { body });
    if (answer.refusal || answer.problems.length) {
      desk.say(answer.refusal || answer.problems.join(" "), "bad");
      return false;
    }
    const reason = h("input", { id: "whatif-reason", required: true, maxlength: "500", autocomplete: "off" });
    const field = h("p", { class: "field" }, h("label", { for: "whatif-reason" }, words.reason), reason);
    if (!(await desk.confirm(title, [...told(answer, desk), field], words.applyDo))) return false;
    const { message } = await desk.ask("whatif/apply", { body: { ...body, basedOn: answer.basedOn, reason: reason.value } });
    await desk.reload();
    desk.say(message);
    return true;
  } catch (trouble) {
    desk.say(trouble.message, "bad");
    return false;
  }
}

// What the clerk proposes of itself, above the rules: each with its evidence, to be tried out or declined.

import { fill, h } from "../page.js";

// Shows them once the page stands: it does not wait for them. Where there are none, nothing is shown.
export async function proposals(place, desk) {
  try {
    place.replaceChildren(...drawn((await desk.ask("whatif/proposals")).proposals, place, desk));
  } catch (trouble) {
    place.replaceChildren(h("p", { class: "trouble", role: "alert" }, trouble.message));
  }
}

function drawn(found, place, desk) {
  if (!found.length) return [];
  const { words } = desk;
  return [h("h2", {}, words.proposals), h("p", { class: "hint" }, words.proposalsHint), h("ul", {}, found.map((each) => one(each, place, desk)))];
}

function one(each, place, desk) {
  const { words } = desk;
  const press = (text, of, kind, act) => h("button", { type: "button", class: `${kind} small`, "aria-label": fill(of, { what: each.title }), click: (event) => once(event.currentTarget, desk, act) }, text);
  const attempt = async () => {
    const { message } = await desk.ask("whatif/propose", { body: { id: each.id } });
    await desk.reload();
    desk.say(message);
    document.querySelector(".tab.whatif .draft h2")?.focus();
  };
  const decline = async () => {
    const { message } = await desk.ask("whatif/decline", { body: { id: each.id } });
    await proposals(place, desk);
    desk.say(message, "good", { label: words.proposalUndo, run: back });
    document.querySelector(".tab.whatif h1")?.focus();
  };
  const back = async () => {
    const { message } = await desk.ask("whatif/decline", { body: { id: each.id, back: true } });
    await proposals(place, desk);
    desk.say(message);
  };
  const more = each.more > 0 && h("li", { class: "hint" }, fill(words.proposalMore, { count: each.more }));
  return h(
    "li",
    { class: "proposal" },
    h("p", {}, h("strong", {}, each.title)),
    h("p", { class: "hint" }, each.when),
    h("details", {}, h("summary", {}, words.proposalCards), h("ul", { class: "names" }, each.cards.map((card) => h("li", {}, link(card, desk))), more)),
    h("p", { class: "row" }, each.drafted ? h("span", { class: "badge sky" }, words.proposalDrafted) : press(words.proposalTry, words.proposalTryOf, "primary", attempt), press(words.proposalDecline, words.proposalDeclineOf, "plain", decline)),
  );
}

// Does it once, however often the button is pressed, and says what went wrong.
async function once(button, desk, act) {
  button.disabled = true;
  try {
    await act();
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
  button.disabled = false;
}

function link(card, desk) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    desk.openCard(card);
  };
  return h("a", { href: card.url, target: "_blank", rel: "noopener", click }, card.name);
}

// The steps after the check, as the server offers them: people with reasons, buttons, and why not others.
// `send(code, path, body)` presses a button, `open(tab, show)` opens the desk; the texts come written.

import { choosing, reasoned } from "./controls.js";
import { fill, h } from "./page.js";

// How many people are shown before a fold: `most`, or one more where the fold would hide one alone.
export const shown = (people, most) => (people.length <= most + 1 ? people.length : most);
const SHOWN = 5;

export function step(block, send, open) {
  const press = (button) => () => send(block.code, `step/${button.action}`, button.body);
  const people = block.people.length ? list(block, press) : null;
  const choices = block.choices && choosing(block.choices, (kind, text) => send(block.code, `step/${block.choices.action}`, { kind, text }));
  if (block.aside) return h("details", { class: "aside", "data-code": block.code }, h("summary", {}, block.folded), people, choices);
  const others = block.excluded?.people.length ? folded(block.excluded.label, h("ul", { class: "left" }, block.excluded.people.map((each) => left(each, block, press, send)))) : null;
  return h(
    "section",
    { class: "step", "data-code": block.code },
    h("h2", {}, block.title),
    block.text.map((each) => h("p", {}, each)),
    block.links.length ? h("p", { class: "row" }, block.links.map((each) => h("a", { class: each.primary ? "button primary" : "button", href: each.url, target: "_blank", rel: "noopener noreferrer" }, each.label))) : null,
    people && block.folded ? folded(block.folded, [people, others]) : people,
    block.buttons.length ? h("div", { class: "row" }, block.buttons.map((each) => buttonOf(each, block, press, send))) : null,
    people && block.folded ? null : others,
    block.opens && h("p", { class: "row" }, h("button", { type: "button", class: "plain small", click: () => open(block.opens.tab, block.opens.show) }, block.opens.label)),
  );
}

function buttonOf(button, block, press, send) {
  if (button.reason) {
    const act = (reason) => send(block.code, `step/${button.action}`, { ...button.body, reason });
    return reasoned(button.label, true, act, button.reason, button.url);
  }
  return h("button", { type: "button", class: button.primary ? "primary" : "plain", click: press(button) }, button.label);
}

export function list(block, press) {
  const person = (each) =>
    h(
      "li",
      {},
      h("div", {}, h("strong", {}, each.name), h("p", {}, each.why.join(" "))),
      h("div", { class: "row" }, [each.ask, each.button].filter(Boolean).map((one) => choiceOf(one, each, press))),
    );
  const most = shown(block.people, SHOWN);
  const first = h("ul", { class: "people" }, block.people.slice(0, most).map(person));
  const others = block.people.slice(most);
  if (!others.length) return first;
  const rest = h("ul", { class: "people" }, others.map(person));
  return h("div", {}, first, folded(fill(block.more, { count: others.length }), rest));
}

// A button about one person; its name for the ear says whom, where its label does not.
function choiceOf(button, { name }, press) {
  const label = button.label.includes(name) ? null : `${button.label}\u00a0: ${name}`;
  return h("button", { type: "button", class: button.primary ? "primary small" : "plain small", "aria-label": label, click: press(button) }, button.label);
}

export function folded(label, content) {
  return h("details", {}, h("summary", {}, label), content);
}

// Somebody who is not offered; where that yields to a reason, they may be chosen or asked all the same.
function left(each, block, press, send) {
  const buttons = [each.ask, each.button].filter(Boolean).map((one) => buttonOf(one, block, press, send));
  return h("li", {}, h("strong", {}, each.name), ` — ${each.why.join(" ")}`, buttons.length ? h("div", { class: "row" }, buttons) : null);
}

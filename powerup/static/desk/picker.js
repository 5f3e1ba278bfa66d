// Giving a card to somebody: a dialog with everybody who can have it, ranked, each with the reasons, and
// why not the others. `pick(desk, {id, board})` gives {message, undo}, what was done and the receipt that
// undoes it, or null. With `choose` {label, take(choice)} nothing is sent: what `take` makes of the choice,
// {member, why}, is given.

import { fill, h } from "../page.js";
import { folded, shown } from "../steps.js";

const SHOWN = 8;

export async function pick(desk, card, choose = null) {
  const path = `picker/${card.board}/${card.id}`;
  const data = await desk.ask(path);
  const give = choose?.take || ((body) => desk.ask(path, { body }));
  return new Promise((resolve) => open(desk, { data, give, choose }, resolve));
}

function open(desk, how, resolve) {
  const { data } = how;
  const dialog = h("dialog", { class: "box picker", "aria-labelledby": "picker-title" });
  const it = { desk, ...how, busy: false, trouble: h("div", { role: "alert" }) };
  it.end = (done) => {
    dialog.remove();
    resolve(done);
  };
  const place = h("div", {}, ranked(it, ""));
  const search = h("input", { type: "search", placeholder: data.search, "aria-label": data.search, autocomplete: "off" });
  search.addEventListener("input", () => place.replaceChildren(ranked(it, search.value)));
  const close = h("button", { type: "button", class: "plain", click: () => it.end(null) }, data.close);
  dialog.append(
    h("h2", { id: "picker-title" }, data.title),
    data.asked && h("p", { class: "state wait" }, data.asked),
    h("div", { class: "box-content step-people" }, data.people.length > SHOWN && search, place, left(it), it.trouble),
    h("p", { class: "row" }, close),
  );
  dialog.addEventListener("keydown", (event) => byKey(event, place, search));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    it.end(null);
  });
  document.body.append(dialog);
  dialog.showModal();
}

// Keys 1 to 9 choose the person at that place, Enter in the search the first; a key that is held down chooses nobody.
function byKey(event, place, search) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const number = /^[1-9]$/.test(event.key) ? Number(event.key) : event.key === "Enter" && event.target === search ? 1 : 0;
  if (event.repeat && (number || event.key === "Enter")) return event.preventDefault();
  if (!number) return;
  event.preventDefault();
  place.querySelectorAll(".people button:not(.ask)")[number - 1]?.click();
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function ranked(it, text) {
  const found = it.data.people.filter((each) => plain(each.name).includes(plain(text)));
  if (!found.length) return h("p", {}, text ? it.data.noName : it.data.empty);
  const most = shown(found, SHOWN);
  const first = h("ul", { class: "people" }, found.slice(0, most).map((each, at) => person(it, each, at)));
  const rest = found.slice(most);
  if (!rest.length) return first;
  return h("div", {}, first, folded(fill(it.data.more, { count: rest.length }), h("ul", { class: "people" }, rest.map((each, at) => person(it, each, most + at)))));
}

async function send(it, body) {
  if (it.busy) return;
  it.busy = true;
  it.trouble.replaceChildren();
  try {
    it.end(await it.give(body));
  } catch (trouble) {
    it.trouble.replaceChildren(h("p", { class: "trouble" }, trouble.message));
  }
  it.busy = false;
}

function person(it, each, at) {
  const give = () => send(it, { member: each.id });
  const ask = () => send(it, { member: each.id, ask: true });
  const first = each.ask && !it.choose && h("button", { type: "button", class: "plain small ask", "aria-label": `${each.ask}\u00a0: ${each.name}`, click: ask }, each.ask);
  const button = h("button", { type: "button", class: `${each.primary ? "primary" : "plain"} small`, click: give }, it.choose ? fill(it.choose.label, each) : each.label, at < 9 && h("kbd", { "aria-hidden": "true" }, at + 1));
  return h("li", {}, h("div", {}, h("strong", {}, each.name), h("p", {}, each.why.join(" "))), h("div", { class: "row" }, first, button));
}

function left(it) {
  const { data } = it;
  if (!data.excluded.people.length) return null;
  const anyway = (each, ask) => {
    const label = ask ? data.despiteAsk : data.despite;
    return h("button", { type: "button", class: "plain small", "aria-label": `${label}\u00a0: ${each.name}`, click: () => despite(it, each, ask) }, label);
  };
  const line = (each) => h("li", {}, h("strong", {}, each.name), ` — ${each.why.join(" ")} `, each.despite && h("div", { class: "row" }, each.ask && !it.choose && anyway(each, true), anyway(each, false)));
  return folded(data.excluded.label, h("ul", { class: "left" }, data.excluded.people.map(line)));
}

// An absence or a full load yields to a manager who says why.
async function despite(it, each, ask) {
  const { data } = it;
  const input = h("input", { id: "picker-why", type: "text", maxlength: 300, required: true, autocomplete: "off" });
  const content = [
    h("p", { class: "state bad" }, each.why.join(" ")),
    h("div", { class: "field" }, h("label", { for: "picker-why" }, data.despiteWhy), input),
    h("p", { class: "hint" }, data.despiteHint),
  ];
  const give = it.choose ? fill(it.choose.label, each) : data.despiteDo;
  const yes = await it.desk.confirm(fill(ask ? data.despiteAskTitle : data.despiteTitle, each), content, ask ? data.despiteAskDo : give);
  if (yes) await send(it, { member: each.id, why: input.value.trim(), ...(ask && { ask: true }) });
}

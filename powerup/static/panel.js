// The panel of a card: what it carries, what is missing, and how to mend it in one press.

import { ask, onChange, tellChange } from "./api.js";
import { confirmed, controlFor, reasoned } from "./controls.js";
import { fill, follow, h, mark, start, words } from "./page.js";
import { step } from "./steps.js";

const LATE = 4_000; // ms after which a person is told that it takes longer than usual
const AGAIN = 3_000; // ms until the server is asked again for a card that it does not know yet
const OFFERED = 10_000; // ms for which what was just done can be undone above the panel
const TONES = { good: "ok", bad: "blocks", doubt: "warns", wait: "wait", calm: "calm" };

const t = start();
const page = document.getElementById("page");
const live = h("p", { class: "spoken", role: "status", "aria-live": "polite" });
const offer = h("p", { class: "offer", role: "status", hidden: true });
let offered = 0;
const panel = { t, data: null, busy: false };
const parts = new Map();
let card = "";

document.body.append(live);
page.before(offer);
page.classList.toggle("popup", Boolean(t.arg("popup"))); // a section has room around it, a popup none
follow(t, page);

async function load() {
  card = t.getContext()?.card; // none outside Trello: whoever opens the page alone is told so
  const late = setTimeout(() => panel.data || tell(words.late), LATE);
  try {
    show((await ask(t, `card/${card}`, words)).data);
  } catch (trouble) {
    if (panel.data) return; // what is shown stays, until it can be read again
    if (trouble.code === "unknown-card") setTimeout(load, AGAIN);
    const text = trouble.code === "unknown-card" ? words.waiting : trouble.message;
    tell(text, again(trouble), h("h1", { class: "spoken" }, words.desk));
  } finally {
    clearTimeout(late);
  }
}

function tell(text, ...more) {
  page.replaceChildren(h("p", { class: "loading", role: "status" }, text), ...more);
}

function again(trouble) {
  if (trouble.code === "unknown-card" || trouble.status === 403) return "";
  return h("button", { type: "button", class: "plain", click: load }, words.retry);
}

// One press: shown as under way at once, then as the server found it, or put back with the reason.
async function send(code, path, body) {
  if (panel.busy) return;
  const pressed = document.activeElement;
  const before = panel.data?.history[0]?.id || 0;
  const item = page.querySelector(`[data-code="${code}"]`);
  busy(item, true);
  try {
    const answer = await ask(t, `card/${card}/${path}`, words, { body });
    tellChange();
    if (path === "link") await load();
    else show(answer.data);
    if (path !== "put-back" && goesBack() && onlyLeft(panel.data)) return await back();
    live.textContent = `${words.done} ${panel.data.title}.`;
    if (path !== "undo") offerUndo(before);
  } catch (trouble) {
    live.textContent = "";
    complain(item, trouble.message);
  } finally {
    busy(item, false);
    focusOn(pressed);
  }
}

// Offers to undo what was just done above the panel, not only in the history.
function offerUndo(before) {
  const act = panel.data.history.find((each) => each.id > before && each.undo && !each.undone);
  clearTimeout(offered);
  offer.hidden = !act;
  if (!act) return;
  const undo = () => {
    offer.hidden = true;
    send("history", "undo", { receipt: act.id });
  };
  offer.replaceChildren(h("span", {}, `${act.by} ${act.text}`), " ", h("button", { type: "button", class: "plain small", click: undo }, words.undo));
  offered = setTimeout(() => (offer.hidden = true), OFFERED);
}

function busy(item, under) {
  panel.busy = under;
  page.inert = under; // a second click, or another press, waits for the first
  item?.classList.toggle("busy", under);
  item?.setAttribute("aria-busy", String(under));
  if (!under) return;
  page.querySelectorAll(".trouble").forEach((each) => each.remove());
  live.textContent = words.working;
}

// Keeps the focus where it was, or moves it to the verdict where that element is gone.
function focusOn(element) {
  const there = element.isConnected && element !== document.body;
  (there ? element : page.querySelector("h1"))?.focus({ preventScroll: true });
}

// Adds the message and leaves the rest, so that what the person has typed stays.
function complain(item, message) {
  (item?.querySelector(".body") || item || page).append(h("p", { class: "trouble", role: "alert" }, message));
}

// Opens the desk over the board, on this tab and what it is to show.
function desk(tab, show) {
  const url = new URL("desk", document.baseURI);
  url.searchParams.set("lang", document.documentElement.lang);
  t.modal({ title: words.desk, url: url.href, fullscreen: true, args: { tab, show } });
}

function show(data) {
  if (JSON.stringify(data) === JSON.stringify(panel.data)) return;
  panel.data = data;
  const open = Boolean(page.querySelector(".history[open]"));
  const focused = document.activeElement;
  const steps = (aside) => data.steps.filter((each) => each.aside === aside).map((each) => kept(`step ${each.code}`, each, () => step(each, send, desk)));
  const lasting = kept("actions", [data.actions, data.linked, data.state, data.todo], () => actions(data));
  // What is wrong, then what can be done, then what is in order, then the history.
  const shown = [state(data), wrong(data), ...steps(false), right(data), lasting, ...steps(true), history(data), foot(data)];
  page.replaceChildren(...shown.filter(Boolean));
  if (open) page.querySelector(".history")?.setAttribute("open", "");
  if (focused !== document.body) focusOn(focused);
}

// Gives the same element for a part that has not changed: what is unfolded or typed there is not lost.
function kept(name, value, make) {
  const text = JSON.stringify(value);
  if (parts.get(name)?.text !== text) parts.set(name, { text, element: make() });
  return parts.get(name).element;
}

function state(data) {
  return h(
    "header",
    { class: `state ${data.tone}` },
    mark(TONES[data.tone]),
    h("div", { "data-code": "state" }, h("h1", { tabindex: "-1" }, data.title), data.next.map((each) => h("p", {}, each)), onlyThing(data)),
  );
}

const putBack = (data, code, kind) => press(code, fill(words.putBack, { list: data.actions.putBack }), "put-back", kind);
const onlyLeft = (data) => data.state === "complete" && data.actions.putBack;

// The last gap is filled: puts the card back, as this person asked for; the history can undo it.
async function back() {
  panel.busy = false;
  await send("state", "put-back", {});
}

const BACK = "greffier-goes-back";
let wanted = remembered();

function remembered() {
  try {
    return localStorage.getItem(BACK) === "yes";
  } catch {
    return false; // a browser may refuse to keep anything for a frame
  }
}

const goesBack = () => wanted;

function backBox(data) {
  if (data.state !== "incomplete" || !data.actions.putBack) return null;
  const change = (event) => {
    wanted = event.target.checked;
    try {
      localStorage.setItem(BACK, wanted ? "yes" : "no");
    } catch {
      // for this panel alone, then
    }
  };
  const box = h("input", { type: "checkbox", checked: wanted, change });
  return h("label", { class: "goes-back" }, box, " ", fill(words.goesBack, { list: data.actions.putBack }));
}

// Where one button is all that is left, it stands right under the verdict, and within reach on a phone.
function onlyThing(data) {
  if (!onlyLeft(data)) return backBox(data);
  const others = data.steps.some((each) => [...each.buttons, ...each.people.map((one) => one.button)].some((one) => one?.primary));
  return h("p", { class: "row main-action" }, putBack(data, "state", others ? "plain" : "primary"));
}

function press(code, text, path, kind = "plain") {
  return h("button", { type: "button", class: kind, click: () => send(code, path, {}) }, text);
}

function wrong(data) {
  const found = data.items.filter((each) => each.status !== "ok");
  if (!found.length) return null;
  return h("div", { class: "items" }, found.map((item) => kept(item.code, [item, data.actions.decideDate], () => wrongItem(item))));
}

function right(data) {
  const found = data.items.filter((each) => each.status === "ok");
  return found.length ? h("ul", { class: "right" }, found.map(rightItem)) : null;
}

function wrongItem(item) {
  const control = controlFor(item.control, (path, body) => send(item.code, path, body), panel);
  const sealed = item.control?.kind === "seal";
  const decides = sealed && panel.data.actions.decideDate; // the verdict says then what is theirs to do
  return h(
    "section",
    { class: `item ${item.status}`, "data-code": item.code },
    mark(item.status, words[item.status]),
    h(
      "div",
      { class: "body" },
      h("h2", {}, item.label, rule(item)),
      h("p", { class: "line" }, control ? item.line : item.message),
      (!control || (sealed && !decides)) && h("p", { class: "fix" }, item.fix),
      control,
    ),
  );
}

function rule(item) {
  if (!item.rule) return null;
  const label = `${words.rule}\u00a0: ${item.label}`;
  return h("a", { class: "rule", href: item.rule, target: "_blank", rel: "noopener", "aria-label": label }, words.rule);
}

function rightItem(item) {
  return h("li", {}, mark("ok", words.ok), h("div", {}, h("strong", {}, item.label), h("span", {}, item.read)));
}

function actions(data) {
  const can = data.actions;
  const first = [
    can.putBack && !onlyLeft(data) && putBack(data, "actions"),
    can.lift && press("actions", words.lift, "lift"),
    can.check && press("actions", words.check, "check"),
    can.suspend && reasoned(words.suspend, false, (reason) => send("actions", "suspend", { reason })),
    can.accept && reasoned(words.accept, true, (reason) => send("actions", "accept", { reason })),
    data.todo && h("button", { type: "button", class: "plain", click: () => desk("todo", { card }) }, words.todo),
    data.linked?.url && h("a", { class: "button", href: data.linked.url, target: "_blank", rel: "noopener" }, words.linked),
  ].filter(Boolean);
  const more = can.link && h("details", { class: "other" }, h("summary", {}, words.more), confirmed(words.link, words.linkText, () => send("actions", "link", {})));
  return first.length || more ? h("div", { class: "actions", "data-code": "actions" }, first, more) : null;
}

function history(data) {
  if (!data.history.length) return null;
  return h(
    "details",
    { class: "history" },
    h("summary", {}, `${words.history} (${data.history.length})`),
    h("ol", { "data-code": "history" }, data.history.map(line)),
  );
}

function line(each) {
  const undo = () => send("history", "undo", { receipt: each.id });
  return h(
    "li",
    { class: each.undone ? "undone" : null },
    h("p", {}, h("strong", {}, each.by), ` ${each.text}`, each.note && `\u00a0: «\u00a0${each.note}\u00a0»`),
    each.why && h("p", {}, each.why),
    h("p", { class: "when" }, each.at, each.undone && ` · ${fill(words.undone, { by: each.undone })}`),
    each.undo && h("button", { type: "button", class: "plain small", click: undo }, words.undo),
    each.undo && each.past && " ",
    each.past && h("button", { type: "button", class: "link", click: () => desk("past", { board: t.getContext().board, at: each.past, card }) }, words.past),
  );
}

function foot(data) {
  if (!data.rules) return null;
  return h("p", { class: "rules" }, h("a", { href: data.rules, target: "_blank", rel: "noopener" }, words.rules));
}

let drawn = 0; // Trello's renders: the first comes with the page, which we load ourselves; later ones mean a change
onChange(() => !panel.busy && load());
t.render(() => drawn++ && !panel.busy && !typing() && load());
load();

// Whether the person is filling in a field, and is not to be disturbed.
function typing() {
  return page.contains(document.activeElement) && document.activeElement.matches("input, textarea");
}

// The desk: one page with tabs. Each tab is a module of its own, loaded when it is first opened.

import { ask } from "./api.js";
import { toJoin } from "./desk/join.js";
import { palette as openPalette } from "./desk/palette_sources.js";
import { keptPlace, keepPlace } from "./desk/kept_place.js";
import { h, start, words } from "./page.js";
import { drawn } from "./tabs.js";

const t = start();
const page = document.getElementById("page");
let place = h("div", { id: "tab", tabindex: "-1" });
const spoken = h("span", { role: "status", "aria-live": "polite" });
const offered = h("span");
const announcer = h("p", { class: "toast" }, spoken, offered);
const dialog = h("dialog", { class: "box" });
const loaded = new Map();
let me = { manager: false, member: "", school: true, missing: [] };
let shown = "";
let acts = () => []; // what can be done on the open tab
const counts = new Map(); // how much there is to do behind a tab, by its name

// The part of the address after #: the tab, then what it is to show (`#todo?board=…`).
function address() {
  const [name, query = ""] = location.hash.slice(1).split("?");
  return { name, params: new URLSearchParams(query) };
}

function hashOf(name, params) {
  const kept = Object.entries(params).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const query = new URLSearchParams(kept).toString();
  return query ? `${name}?${query}` : name;
}

function go(name, params = {}) {
  location.hash = hashOf(name, params);
}

// Notes values in the address while the page stays as it is. `pushed`: going back takes them away again.
function mark(values, pushed = false) {
  const { name, params } = address();
  const hash = `#${hashOf(name, { ...Object.fromEntries(params), ...values })}`;
  if (hash === location.hash) return;
  if (pushed) history.pushState({ pushed }, "", hash);
  else history.replaceState(history.state, "", hash);
}

function unmark(name) {
  if (!address().params.has(name)) return;
  if (history.state?.pushed) history.back();
  else mark({ [name]: "" });
}

const allowed = () => words.pages.filter((tab) => (me.manager || !tab.managers) && (me.school || !tab.school));

// What a tab is given. `ask` speaks to `/powerup/api/desk/…`; `moved`: only the address has changed.
function given(tab, moved) {
  const { params } = address();
  return {
    t,
    words: { ...words, ...tab.words },
    language: document.documentElement.lang,
    manager: me.manager,
    member: me.member,
    params,
    moved,
    ask: async (path, options) => (await ask(t, `desk/${path}`, words, options)).data,
    setParams: (values) => go(tab.name, { ...Object.fromEntries(address().params), ...values }),
    go,
    mark,
    unmark,
    say,
    confirm,
    openCard,
    cardLink,
    reload: () => show(),
    count: (number) => count(tab.name, number),
  };
}

function count(name, number) {
  if (counts.get(name) === number) return;
  counts.set(name, number);
  if (pressed) late = true;
  else tabs(true);
}

// A tab that is drawn anew between press and release would hear no click: what is new waits for the release.
let pressed = false;
let late = false;
document.addEventListener("pointerdown", (event) => (pressed = Boolean(event.target.closest(".tabs"))), true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => setTimeout(released), true);

function released() {
  pressed = false;
  if (late) tabs(true);
  late = false;
}

let fading = 0;
const SHOWN = { good: 5_000, bad: 12_000, offered: 10_000 }; // milliseconds

// Shows a message. `offer`: {label, run}, a button beside it, usually one that undoes what it tells.
function say(text, kind = "good", offer = null) {
  const run = () => {
    announcer.classList.remove("seen");
    offer.run();
  };
  announcer.className = `toast ${kind} seen`;
  spoken.textContent = text;
  offered.replaceChildren(...(offer ? [h("button", { type: "button", class: "plain small", click: run }, offer.label, h("kbd", { "aria-hidden": "true" }, "u"))] : []));
  clearTimeout(fading);
  fading = setTimeout(() => announcer.classList.remove("seen"), offer ? SHOWN.offered : SHOWN[kind]);
}

// A box that asks: its content (elements, fields among them) and the text of its button.
// Gives true or false; a `required` field must be filled first. `alone`: without a button to cancel.
function confirm(title, content, action = words.confirm, alone = false) {
  return new Promise((resolve) => {
    const end = (answer) => () => {
      dialog.close();
      resolve(answer);
    };
    const submit = (event) => {
      event.preventDefault();
      end(true)();
    };
    dialog.replaceChildren(
      h(
        "form",
        { submit },
        h("h2", { id: "box-title" }, title),
        h("div", { class: "box-content" }, content),
        h(
          "p",
          { class: "row" },
          h("button", { class: "primary" }, action),
          !alone && h("button", { type: "button", class: "plain", click: end(false) }, words.cancel),
        ),
      ),
    );
    dialog.setAttribute("aria-labelledby", "box-title");
    dialog.oncancel = () => resolve(false);
    dialog.showModal();
  });
}

// Opens a card of this board here, one of another board in a page of its own. Whoever opens the desk again
// finds it as it was left.
function openCard(card) {
  if (card.board !== t.getContext().board) return window.open(card.url, "_blank", "noopener");
  keepPlace();
  t.showCard(card.id);
  return t.closeModal();
}

// A link to a card; with Ctrl, Cmd or Shift the browser opens it in a tab or window of its own.
function cardLink(card, text) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openCard(card);
  };
  return h("a", { class: "button small", href: card.url, target: "_blank", rel: "noopener", click }, text);
}

// Draws the tabs anew; the focus stays on the tab that had it. `as`: what is unfolded stays unfolded.
function tabs(as = false) {
  const before = page.querySelector(".tabs");
  if (!before) return;
  const focused = before.contains(document.activeElement) && document.activeElement;
  const open = as && before.querySelector("details[open]");
  const nav = drawn(before, allowed(), address().name, counts, palette);
  if (open) nav.querySelector("details")?.setAttribute("open", "");
  if (focused) nav.querySelector(focused.matches("a") ? `a[href="${focused.getAttribute("href")}"]` : "summary")?.focus();
  width = nav.clientWidth;
  sized.disconnect();
  sized.observe(nav);
}

// Another width has room for more tabs, or fewer.
let width = 0;
const sized = new ResizeObserver(([one]) => one.target.clientWidth !== width && tabs(true));

// Opens the palette, from any tab: by Ctrl and K, or the button beside the tabs.
// It opens at once, so that the letters that follow are not taken for keys of the page.
function palette() {
  if (document.querySelector("dialog[open]") || !shown) return;
  const tab = allowed().find((each) => each.name === shown);
  openPalette(given(tab), allowed(), acts());
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (!event.repeat) palette();
});

function style(name) {
  const base = document.querySelector("link[rel=stylesheet]").href;
  const href = new URL(`desk/${name}.css`, base).href;
  if ([...document.styleSheets].some((each) => each.href === href)) return Promise.resolve();
  return new Promise((resolve) => {
    document.head.append(h("link", { rel: "stylesheet", href, load: resolve, error: resolve }));
  });
}

async function moduleOf(tab) {
  if (!loaded.has(tab.name)) {
    loaded.set(tab.name, Promise.all([import(`./desk/${tab.name}.js`), tab.styled && style(tab.name)]).then(([it]) => it));
  }
  try {
    return await loaded.get(tab.name);
  } catch {
    loaded.delete(tab.name);
    throw new Error(words.offline);
  }
}

async function show(moved = false) {
  const tab = allowed().find((each) => each.name === address().name) || allowed()[0];
  if (address().name !== tab.name) history.replaceState(null, "", `#${tab.name}`);
  tabs();
  const again = shown === tab.name;
  shown = tab.name;
  if (!again) cleared(tab);
  const here = place;
  here.setAttribute("aria-busy", "true");
  try {
    const module = await moduleOf(tab);
    acts = module.acts || (() => []);
    if (here.isConnected) await module.show(here, given(tab, moved && again));
  } catch (trouble) {
    if (here.isConnected) broken(trouble, tab.title);
  }
  here.removeAttribute("aria-busy");
}

// Gives the tab a new place: late answers for the tab before are not shown there.
function cleared(tab) {
  const before = place;
  place = h("div", { id: "tab", tabindex: "-1", class: `tab ${tab.name}` });
  place.append(h("p", { class: "loading" }, words.loading));
  before.replaceWith(place);
}

function broken(trouble, title) {
  place.replaceChildren(
    h("h1", { class: "spoken" }, title),
    h("p", { class: "trouble", role: "alert" }, trouble.message),
    h("button", { type: "button", class: "plain", click: () => show() }, words.retry),
  );
}

// Loads the tab that will most likely be shown, while the server is asked who the person is.
function likely() {
  const tab = words.pages.find((each) => each.name === address().name) || words.pages[0];
  moduleOf(tab).catch(() => {}); // opening the tab will say so
}

async function begin() {
  page.replaceChildren(h("nav", { class: "tabs" }), place, announcer, dialog);
  likely();
  try {
    me = (await ask(t, "desk/me", words)).data;
  } catch (trouble) {
    place.replaceChildren(
      h("h1", { class: "spoken" }, words.tabs),
      h("p", { class: "trouble", role: "alert" }, trouble.message),
      h("button", { type: "button", class: "plain", click: begin }, words.retry),
    );
    return;
  }
  if (me.missing.length) page.querySelector(".tabs").after(toJoin(me.missing));
  await show();
  if (!counts.has("todo") && allowed().some((tab) => tab.name === "todo")) waiting();
}

// Shows on the first tab how many cards wait there, whichever tab is open.
async function waiting() {
  try {
    count("todo", (await ask(t, "desk/todo/count", words)).data.count);
  } catch {
    counts.delete("todo"); // the number is a help, not worth a message
  }
}

// Where the desk begins: on the tab for which a card's panel opened it, else where it was left for a card.
function arrived() {
  const tab = t.arg("tab");
  const named = words.pages.some((each) => each.name === address().name); // otherwise Trello uses the part after #
  const kept = tab || named ? "" : keptPlace();
  if (kept) history.replaceState(null, "", kept);
  if (tab) history.replaceState(null, "", `#${tab}?${new URLSearchParams(t.arg("show") || {})}`);
}

window.addEventListener("hashchange", () => show(true));
arrived();
begin();

// Whatever the desk has, found by a few letters: its pages, what can be done now, views, cards and people. A field
// with a list below it, all by keyboard; it has nothing that the person may not see or do.

import { fill, h } from "../page.js";

const PAUSE = 120; // milliseconds after the last letter until the server is asked
const SHORTEST = 2; // letters for which it is asked

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// `sources`: groups of what is known here, [{title, options: [{label, note, run}]}]; `more`: a promise of others;
// `find(text)`: groups from the server.
export function openPalette(words, sources, more, find) {
  if (document.querySelector("dialog.palette")) return;
  const state = { words, sources, found: [], find, options: [], at: 0, asked: 0, waiting: 0, before: document.activeElement };
  state.list = h("div", { role: "listbox", id: "palette-list", "aria-label": words.palette, tabindex: "-1" });
  state.told = h("p", { class: "spoken", role: "status" });
  state.input = h("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "palette-list",
    "aria-autocomplete": "list",
    "aria-label": words.palette,
    placeholder: words.paletteHint,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 100,
    input: () => typed(state),
    keydown: (event) => pressed(state, event),
  });
  state.dialog = h("dialog", { class: "box palette", "aria-label": words.palette, close: () => closed(state), click: (event) => event.target === state.dialog && state.dialog.close() }, h("div", { class: "palette-in" }, state.input, state.list, h("p", { class: "hint" }, words.paletteKeys), state.told));
  document.body.append(state.dialog);
  state.dialog.showModal();
  draw(state);
  more.then((groups) => {
    state.sources = [...state.sources, ...groups];
    if (state.dialog.open) draw(state);
  });
}

function closed({ dialog, before, ran }) {
  dialog.remove();
  if (!ran && before?.isConnected) before.focus({ preventScroll: true });
}

function typed(state) {
  state.at = 0;
  const text = state.input.value.trim();
  const mine = (state.asked += 1);
  clearTimeout(state.waiting);
  if (text.length < SHORTEST) state.found = [];
  else state.waiting = setTimeout(() => ask(state, text, mine), PAUSE);
  draw(state);
}

async function ask(state, text, mine) {
  try {
    const found = await state.find(text);
    if (mine !== state.asked) return;
    state.found = found;
  } catch (trouble) {
    if (mine !== state.asked) return;
    state.found = [{ title: trouble.message, options: [] }];
  }
  draw(state);
}

// The groups to show: options known here are kept if they have every word, those of the server have them already.
function groups(state) {
  const wanted = plain(state.input.value).split(/\s+/).filter(Boolean);
  const holds = (option) => wanted.every((word) => plain(`${option.label} ${option.note || ""}`).includes(word));
  const known = state.sources.map((group) => ({ ...group, options: group.options.filter(holds) }));
  return [...known.filter((group) => group.options.length), ...state.found.filter((group) => group.options.length || !group.quiet)];
}

function draw(state) {
  const shown = groups(state);
  state.options = shown.flatMap((group) => group.options);
  state.at = Math.min(state.at, Math.max(state.options.length - 1, 0));
  let place = 0;
  const nothing = !state.options.length && h("p", { class: "hint" }, state.words.paletteNothing);
  state.list.replaceChildren(
    ...shown.map((group, at) =>
      h(
        "div",
        { role: "group", "aria-labelledby": `palette-group-${at}` },
        h("h3", { id: `palette-group-${at}`, role: "presentation" }, group.title),
        group.options.map((option) => line(state, option, place++)),
      ),
    ),
  );
  state.dialog.querySelector(".nothing")?.remove();
  if (nothing) state.list.after(h("div", { class: "nothing" }, nothing));
  state.told.textContent = counted(state.words, state.options.length);
  point(state);
}

const counted = (words, count) => (count === 1 ? words.paletteOne : count ? fill(words.paletteCount, { count }) : words.paletteNothing);

function line(state, option, place) {
  const run = () => take(state, place);
  return h("div", { role: "option", id: `palette-${place}`, "aria-selected": "false", click: run, mousemove: () => state.at !== place && ((state.at = place), point(state, false)) }, h("span", {}, option.label), option.note && h("span", { class: "hint" }, option.note));
}

// Marks the option that Enter takes; the focus stays in the field.
function point(state, scroll = true) {
  for (const each of state.list.querySelectorAll("[aria-selected=true]")) each.setAttribute("aria-selected", "false");
  const option = document.getElementById(`palette-${state.at}`);
  if (!option) return state.input.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  state.input.setAttribute("aria-activedescendant", option.id);
  if (scroll) option.scrollIntoView({ block: "nearest" });
}

function pressed(state, event) {
  const last = state.options.length - 1;
  const to = { ArrowDown: state.at >= last ? 0 : state.at + 1, ArrowUp: state.at <= 0 ? Math.max(last, 0) : state.at - 1, PageDown: Math.min(state.at + 8, Math.max(last, 0)), PageUp: Math.max(state.at - 8, 0) }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    state.at = to;
    point(state);
  } else if (event.key === "Enter" && !event.repeat) {
    event.preventDefault();
    take(state, state.at);
  }
}

function take(state, place) {
  const option = state.options[place];
  if (!option) return;
  state.ran = true;
  state.dialog.close();
  option.run();
}

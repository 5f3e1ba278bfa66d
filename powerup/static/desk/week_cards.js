// Making the transfer cards of several students, one after another.

import { tellChange } from "../api.js";
import { fill, h } from "../page.js";
import { patiently } from "./undoing.js";
import { remember, together, undo } from "./undo_stack.js";

// `make(student)` makes one card and gives its way back, null where it was there already.
export async function makeAll(it, students, button, make) {
  const { words, desk, data } = it;
  if (it.applying) return;
  it.applying = true;
  const sure = await desk.confirm(fill(words.makeAllTitle, { count: students.length }), h("p", {}, fill(words.makeAllText, data)), words.makeDo);
  if (sure) await each(it, students, button, make);
  it.applying = false;
  if (sure) await desk.reload();
}

async function each(it, students, button, make) {
  const { words, desk } = it;
  const ways = [];
  let trouble = "";
  button.disabled = true;
  for (const [place, student] of students.entries()) {
    if (!it.place.isConnected) break;
    button.textContent = fill(words.progress, { done: place, all: students.length });
    try {
      const way = await patiently(() => make(student));
      if (way) ways.push(way);
    } catch (error) {
      trouble = `${student.name} — ${error.message}`;
      break;
    }
  }
  tellChange();
  if (ways.length) remember({ ...together(desk, ways, fill(words.cards, { count: ways.length }), words.cardsMade), after: desk.reload });
  const text = `${fill(words.cards, { count: ways.length })} — ${words.cardsMade}`;
  desk.say([ways.length && text, trouble].filter(Boolean).join(" "), trouble ? "bad" : "good", ways.length ? { label: words.undo, run: () => undo(desk) } : null);
}

// What this person did since the desk was opened, newest last, each with how to undo it. One stack for all tabs:
// the key `u` and the button in the message undo whatever was done last.

import { tellChange } from "../api.js";
import { fill } from "../page.js";

const acts = [];
const listeners = new Set();

// `act`: {board, card, receipt} to undo, or `undoing()`, which does it; `name` of the card or student; `what`
// was done; `after()`, called once it is undone.
export function remember(act) {
  acts.push(act);
  changed();
}

export const newest = () => acts.at(-1) || null;

export function onChange(run) {
  listeners.add(run);
  return () => listeners.delete(run);
}

const changed = () => listeners.forEach((run) => run());

// Undoes this act, on the stack or not. `done()` is called once it is undone, before the act's `after()`.
export async function undoOne(desk, act, done = () => {}) {
  await (act.undoing ? act.undoing() : desk.ask(`card/${act.board}/${act.card}/undo`, { body: { receipt: act.receipt } }));
  act.undone = true;
  tellChange();
  done();
  await act.after?.();
}

// Undoes the newest act, or this one, and says which card and act it was.
export async function undo(desk, act = newest()) {
  const place = acts.indexOf(act);
  if (place < 0) return desk.say(desk.words.undoNothing, "bad");
  acts.splice(place, 1);
  changed();
  try {
    await undoOne(desk, act, () => desk.say(fill(desk.words.undoneOf, act)));
  } catch (trouble) {
    desk.say(`${fill(desk.words.named, act)} ${trouble.message}`, "bad");
  }
}

// One undo for what was done to many cards, the last first; what was undone by itself already is left out.
// `told(done, all)` is called after each.
export function together(desk, ways, name, what, told = () => {}) {
  const undoing = async () => {
    const left = ways.filter((way) => !way.undone).reverse();
    const whyNot = new Set();
    for (const [done, way] of left.entries()) {
      await undoOne(desk, way).catch((trouble) => whyNot.add(trouble.message));
      told(done + 1, left.length);
    }
    if (whyNot.size) throw new Error([...whyNot].join(" "));
  };
  return { name: ways.length === 1 ? ways[0].name : name, what, undoing };
}

// Says what was done, with a button that undoes it; `said`: in other words than it is told once undone.
export function told(desk, act, said = act.what) {
  remember(act);
  desk.say(fill(desk.words.named, { name: act.name, what: said }), "good", { label: desk.words.undo, run: () => undo(desk, act) });
}

let listening = null;

// On a tab that has no keys of its own, `u` undoes the newest act.
export function undoByKey(desk) {
  if (!listening) document.addEventListener("keydown", pressed);
  listening = { desk, place: document.getElementById("tab") };
}

function pressed(event) {
  const { desk, place } = listening;
  if (event.key !== "u" || event.ctrlKey || event.metaKey || event.altKey || !place.isConnected) return;
  if (event.target.matches("input, select, textarea") || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  undo(desk);
}

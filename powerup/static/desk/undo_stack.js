// What this person did since the desk was opened, newest last, each with its way back. One stack for all
// tabs: whatever was done last is what `u` and the button in the toast take back.

import { tellChange } from "../api.js";
import { fill } from "../page.js";

const acts = [];
const listeners = new Set();

// `act`: {board, card, receipt} of the undo, or `undoing()` that does it; `name` of the card or student,
// `what` was done, `after()` once it is undone.
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

// Take back this act, on the stack or not. `done()` before what it was is shown again.
export async function undoOne(desk, act, done = () => {}) {
  await (act.undoing ? act.undoing() : desk.ask(`card/${act.board}/${act.card}/undo`, { body: { receipt: act.receipt } }));
  tellChange();
  done();
  await act.after?.();
}

// Take back the newest act, or this one. Says which card and which act it was.
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

// Tell what was done, with its way back in the same place.
export function told(desk, act) {
  remember(act);
  desk.say(fill(desk.words.named, act), "good", { label: desk.words.undo, run: () => undo(desk, act) });
}

let listening = null;

// On a tab that has no keys of its own, `u` takes back the newest act.
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

// Undoing many acts, one card after another, with a progress bar and a button that stops it.

import { fill, h } from "../page.js";

const MOST = 20; // receipts of one card in one request
const TRIES = 5; // how often a request is tried while Trello allows no more calls
const PAUSE = 3000; // milliseconds between two tries

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// `cards`: [{receipts: [id, …]}, …], each of one card. `redraw(act)` is called with each act as it reads then.
export async function undoMany(cards, desk, progress, redraw) {
  const { words } = desk;
  const all = cards.reduce((sum, card) => sum + card.receipts.length, 0);
  const refused = new Map();
  let stopped = false;
  let done = 0;
  const bar = h("progress", { max: all, value: 0 });
  const text = h("span", {}, fill(words.undoing, { done, all }));
  const stop = h("button", { type: "button", class: "plain small", click: () => (stopped = true) }, words.stop);
  if (all > 1) progress.replaceChildren(bar, " ", text, " ", stop);
  try {
    for (const receipts of portions(cards)) {
      if (stopped) break;
      const answer = await patiently(() => desk.ask("acts/undo", { body: { receipts }, seconds: 120 }));
      for (const each of answer.results) if (each.whyNot) refused.set(each.id, each.whyNot);
      answer.lines.forEach(redraw);
      done += receipts.length;
      bar.value = done;
      text.textContent = fill(words.undoing, { done, all });
    }
    tell(desk, done, refused);
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
  progress.replaceChildren();
}

function portions(cards) {
  const found = [];
  for (const { receipts } of cards) {
    const newest = [...receipts].sort((a, b) => b - a);
    for (let start = 0; start < newest.length; start += MOST) found.push(newest.slice(start, start + MOST));
  }
  return found;
}

// Tries again for a while where Trello allows no more calls for now.
export async function patiently(work) {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await work();
    } catch (trouble) {
      if (trouble.code !== "rate-limited" || !left) throw trouble;
      await wait(PAUSE);
    }
  }
}

function tell(desk, done, refused) {
  const { words } = desk;
  const why = [...new Set(refused.values())].join(" ; ");
  if (!refused.size) return desk.say(fill(words.undoneSome, { count: done }));
  const told = { done: done - refused.size, left: refused.size, why };
  return desk.say(fill(words.undoneBut, told), refused.size === done ? "bad" : "good");
}

// Claims: the others see who has a card in hand while it is read or decided about; never a lock.

import { fill, h } from "../page.js";

const DWELL = 1_500; // milliseconds on a card until it is claimed: going along a list claims none
const SIGN = 120_000; // milliseconds between two signs that the claim still holds
let timer = 0;

export function claimer(it) {
  const state = { it, others: it.data.inHand.claims, mine: null, wanted: null };
  clearInterval(timer);
  timer = setInterval(() => state.mine && !document.hidden && it.list.isConnected && send(state, state.mine), SIGN);
  return {
    mark: it.data.inHand.mark,
    of: (row) => state.others[row.id],
    badge: (row) => badge(state, row),
    dwell: (row) => dwell(state, row),
    take: (row) => take(state, row),
    leave: () => leave(state),
    goOn: (row) => goOn(state, row),
    bring: (mark) => bring(state, mark),
  };
}

const badge = ({ others }, row) => others[row.id] && h("span", { class: "badge held" }, others[row.id].text);

function dwell(state, row) {
  clearTimeout(state.wanted);
  state.wanted = setTimeout(() => take(state, row), DWELL);
}

function take(state, row) {
  clearTimeout(state.wanted);
  if (state.mine?.id === row.id) return;
  state.mine = row;
  send(state, row);
}

function leave(state) {
  clearTimeout(state.wanted);
  const row = state.mine;
  state.mine = null;
  if (row) ask(state, row, { leave: true }).catch(() => {}); // without signs the claim ends by itself
}

async function send(state, row) {
  try {
    const { held } = await ask(state, row, {});
    if (held) tell(state, { ...state.others, [row.id]: held });
  } catch {
    // a claim is only a help: no message
  }
}

const ask = ({ it }, row, body) => it.desk.ask(`todo/claim/${row.board}/${row.id}`, { body });

async function bring(state, mark) {
  const { claims } = await state.it.desk.ask("todo/claims");
  state.it.claims.mark = mark;
  tell(state, claims);
}

// Redraws the rows whose claims have changed.
function tell(state, claims) {
  const before = state.others;
  state.others = claims;
  for (const entry of state.it.rows) if (before[entry.row.id]?.text !== claims[entry.row.id]?.text) state.it.redraw(entry);
}

// Gives whether to go on: whoever decides about a card that another has in hand is asked first.
async function goOn({ it, others }, row) {
  const held = others[row.id];
  if (!held) return true;
  return it.desk.confirm(it.words.heldTitle, [h("p", {}, fill(it.words.named, { name: row.name, what: held.text })), h("p", { class: "hint" }, it.words.heldText)], it.words.heldGo);
}

// The badges of a whole board: one question for all its cards, whose answer they share for nine seconds.

import { ask, onChange } from "./api.js";

const FRESH = 9_000;
const BELIEVED = 30_000; // how long the last answer is shown while the server is silent

const state = { data: null, etag: "", language: "", askedAt: 0, askedIn: "", heardAt: 0, silent: false, denied: false };
let asking = null;

onChange(() => {
  state.askedAt = 0;
});

export function current(t, language, words) {
  if (asking) return asking;
  if (state.askedIn === language && Date.now() - state.askedAt < FRESH) return Promise.resolve(state);
  asking = refresh(t, language, words).finally(() => {
    asking = null;
  });
  return asking;
}

async function refresh(t, language, words) {
  const etag = state.language === language ? state.etag : "";
  Object.assign(state, { askedAt: Date.now(), askedIn: language }); // before the answer: a silent server too is left alone for a while
  try {
    const answer = await ask(t, "board", words, { language, etag, seconds: 7 });
    if (answer.data) Object.assign(state, { data: answer.data, etag: answer.etag, language });
    Object.assign(state, { heardAt: Date.now(), silent: false, denied: false });
  } catch (trouble) {
    state.denied = [401, 403].includes(trouble.status) || trouble.code === "signed-out";
    state.silent = !state.denied;
  }
  return state;
}

function lost() {
  return state.silent && Date.now() - state.heardAt > BELIEVED;
}

// The badge of a card, or null: [text, color, rank] as the server wrote it.
export function badgeOf(card, unknown) {
  if (state.denied) return null;
  if (!state.data) return state.silent ? [unknown, "light-gray", 0] : null;
  const place = state.data.cards[card.id];
  if (place === -1) return null;
  if (place === undefined) return state.data.lists.includes(card.idList) ? known(state.data.pending) : null;
  return known(state.data.badges[place]);
}

function known(badge) {
  return lost() ? state.data.unknown : badge;
}

export function rankOf(cardId) {
  const place = state.data?.cards[cardId];
  return place === undefined || place === -1 ? -1 : state.data.badges[place][2];
}

export function boardData() {
  return state.denied ? null : state.data;
}

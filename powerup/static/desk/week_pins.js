// Lines of the week's draft that were changed by hand. They stand in the address: going back takes the last one away,
// and the page may be left for a card.

import { pick } from "./picker.js";

// "card:person:why,…" in the address, the person empty where the card is to wait.
export function pinsIn(params) {
  const texts = (params.get("pins") || "").split(",").filter(Boolean);
  return texts.map((text) => {
    const [card, person, why = ""] = text.split(":").map(decoded);
    return { card, person: person || null, why };
  });
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // an address that somebody cut short
  }
}

export const inAddress = (pins) => pins.map(({ card, person, why }) => [card, person || "", ...(why ? [why] : [])].map(encodeURIComponent).join(":")).join(",");

const kept = (it, entry) => it.pins.filter(({ card }) => card !== entry.row.id);

function keep(it, pins) {
  it.desk.mark({ pins: inAddress(pins) }, true);
  return it.desk.reload();
}

// The line keeps this person, null for nobody.
export function pinned(it, entry, person, why = "") {
  if (it.applying || entry.state === "done" || !entry.row.board) return null;
  return keep(it, [...kept(it, entry), { card: entry.row.id, person, why }]);
}

// The line is worked out again.
export function unpinned(it, entry) {
  if (it.applying || !entry.row.pinned) return null;
  return keep(it, kept(it, entry));
}

// Asks for the person with the picker.
export async function changed(it, entry) {
  if (it.applying || entry.state === "done") return;
  try {
    const chosen = await pick(it.desk, entry.row, { label: it.words.choose, take: (body) => body });
    if (chosen) await pinned(it, entry, chosen.member, chosen.why);
    else entry.element.focus();
  } catch (trouble) {
    it.desk.say(trouble.message, "bad");
  }
}

// Cards glide to their new place, so that a move by someone else is seen and not only noticed.

import { calm } from "./dom.js";

const GLIDE = { duration: 380, easing: "cubic-bezier(.2,.8,.2,1)" };

export function remember(root) {
  const places = new Map();
  for (const card of root.querySelectorAll(".card")) places.set(card.dataset.card, card.getBoundingClientRect());
  return places;
}

export function slide(root, places) {
  if (calm() || document.hidden) return;
  for (const card of root.querySelectorAll(".card")) {
    const before = places.get(card.dataset.card);
    if (!before) {
      card.animate([{ opacity: 0, transform: "scale(.96)" }, { opacity: 1 }], GLIDE);
      continue;
    }
    const now = card.getBoundingClientRect();
    const [x, y] = [before.left - now.left, before.top - now.top];
    if (Math.abs(x) + Math.abs(y) < 2) continue;
    card.animate([{ transform: `translate(${x}px, ${y}px)`, zIndex: 2 }, { transform: "none", zIndex: 2 }], GLIDE);
  }
}

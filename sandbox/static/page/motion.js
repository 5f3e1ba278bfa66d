// Cards glide to their new place, so that a move by someone else is seen and not only noticed.

import { calm } from "./dom.js";

const GLIDE = { duration: 380, easing: "cubic-bezier(.2,.8,.2,1)" };
const FLIGHT = { duration: 620, easing: "cubic-bezier(.35,0,.2,1)" };

export function remember(root) {
  const places = new Map();
  for (const card of root.querySelectorAll(".card")) {
    places.set(card.dataset.card, { box: card.getBoundingClientRect(), list: card.parentElement });
  }
  return places;
}

export function slide(root, places) {
  if (calm() || document.hidden) return;
  for (const card of root.querySelectorAll(".card")) {
    const before = places.get(card.dataset.card);
    if (!before) card.animate([{ opacity: 0, transform: "scale(.96)" }, { opacity: 1 }], GLIDE);
    else if (before.list !== card.parentElement) fly(card, before.box);
    else glide(card, before.box);
  }
}

function glide(card, from) {
  const to = card.getBoundingClientRect();
  const [x, y] = [from.left - to.left, from.top - to.top];
  if (Math.abs(x) + Math.abs(y) < 2) return;
  card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], GLIDE);
}

// From list to list a copy flies above the page: lists would clip the card itself.
function fly(card, from) {
  const to = card.getBoundingClientRect();
  const list = card.parentElement.getBoundingClientRect();
  const top = Math.min(Math.max(to.top, list.top), list.bottom - from.height / 2);
  const copy = card.cloneNode(true);
  copy.classList.add("ghost");
  copy.style.width = `${from.width}px`;
  copy.inert = true;
  delete copy.dataset.card;
  document.body.append(copy);
  const steps = [
    { transform: `translate(${from.left}px, ${from.top}px)` },
    { transform: `translate(${to.left}px, ${top}px)`, opacity: 1 },
  ];
  card.animate([{ opacity: 0 }, { opacity: 0, offset: 0.9 }, { opacity: 1 }], FLIGHT);
  copy.animate(steps, FLIGHT).finished.finally(() => copy.remove());
}

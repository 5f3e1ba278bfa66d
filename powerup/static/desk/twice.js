// Two presses: the first asks, the second does it.

import { h } from "../page.js";

const TWICE = 6_000; // ms in which a second press confirms the first

export function twice(text, sure, act, attributes = {}) {
  const button = h("button", { type: "button", class: "plain small", ...attributes }, text);
  let armed = 0;
  const calm = () => {
    clearTimeout(armed);
    armed = 0;
    button.textContent = text;
    button.classList.replace("primary", "plain");
  };
  button.addEventListener("click", () => {
    if (armed) {
      calm();
      return act();
    }
    button.textContent = sure;
    button.classList.replace("plain", "primary");
    armed = setTimeout(calm, TWICE);
    return null;
  });
  return button;
}

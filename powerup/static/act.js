// A decision that wants a reason, asked for from the card's buttons.

import { ask, tellChange } from "./api.js";
import { follow, h, start, words } from "./page.js";

const t = start();
const page = document.getElementById("page");
const action = t.arg("action") === "accept" ? "accept" : "suspend";
const required = action === "accept";
follow(t, page);

const reason = h("input", { id: "reason", type: "text", maxlength: 300, required, autocomplete: "off" });
const button = h("button", { class: "primary" }, words.confirm);
const trouble = h("p", { class: "trouble", role: "alert", hidden: true });

async function submit(event) {
  event.preventDefault();
  if (button.disabled) return;
  button.disabled = true;
  try {
    await ask(t, `card/${t.arg("card")}/${action}`, words, { body: { reason: reason.value } });
    tellChange();
    t.alert({ message: words.done, duration: 5, display: "success" });
    t.closePopup();
  } catch (error) {
    trouble.textContent = error.message;
    trouble.hidden = false;
    button.disabled = false;
  }
}

page.replaceChildren(
  h("h1", { class: "spoken" }, words[`${action}Title`]), // seen above the frame, where Trello writes it
  h("form", { submit },
    h("p", {}, words[action]),
    h("div", { class: "field" }, h("label", { for: "reason" }, required ? words.reason : words.optional), reason),
    h("div", { class: "row" }, button, h("button", { type: "button", class: "plain", click: () => t.closePopup() }, words.cancel)),
    trouble),
);
reason.focus();

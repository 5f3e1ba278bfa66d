// The foot of a list: a title typed there becomes a card.

import { button, el, icon, iconButton } from "./dom.js";

export function composer(page, idList) {
  const { say } = page;
  const place = el("footer.composer", {});
  const start = el("button.add-card", { onclick: () => write() }, icon("plus"), el("span", {}, say("addCard")));

  function rest() {
    place.replaceChildren(start);
  }

  function write() {
    const title = el("textarea", { rows: 2, "aria-label": say("cardTitle"), placeholder: say("cardTitle") });
    const form = el("form", { onsubmit: (event) => send(event, title) }, title, el("div.row", {}, submit(), stop()));
    title.onkeydown = (event) => {
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && !event.shiftKey) form.requestSubmit(), event.preventDefault();
    };
    place.replaceChildren(form);
    title.focus();
  }

  function leave() {
    rest();
    start.focus();
  }

  const submit = () => button(say("add"), null, { kind: "primary", type: "submit" });
  const stop = () => iconButton("close", say("cancel"), leave);

  async function send(event, title) {
    event.preventDefault();
    const name = title.value.trim();
    if (!name) return;
    title.value = "";
    await page.act("create_card", { into: idList, name });
    title.focus();
  }

  rest();
  return place;
}

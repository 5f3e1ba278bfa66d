// The menu of Power-Ups: which there are, whether they are ready, their settings, and what was not accepted.

import { smallDialog } from "../page/dialogs.js";
import { button, el, icon, iconButton } from "../page/dom.js";
import { notify } from "../page/news.js";

export function panelButton(host) {
  const { say } = host.page;
  const count = el("span.count", {});
  const made = el("button.button.panel-button", { id: "power-ups" }, icon("plug"), el("span", {}, say("powerUps")), count);
  made.onclick = () => openPanel(host, made);
  const draw = () => {
    const refused = host.journal.entries.length;
    count.textContent = refused || "";
    count.hidden = !refused;
    count.title = say("journal");
  };
  host.journal.listeners.add(draw);
  draw();
  return made;
}

function openPanel(host, anchor) {
  const { say } = host.page;
  const body = el("div.panel", {});
  const draw = () => body.replaceChildren(...content(host));
  const dialog = smallDialog({ anchor, title: say("powerUps"), content: body, say, width: 380, onClose: () => stop() });
  const stop = () => {
    host.journal.listeners.delete(draw);
    host.listeners.delete(draw);
  };
  host.journal.listeners.add(draw);
  host.listeners.add(draw);
  draw();
  dialog.place();
  host.askAuthorizations();
}

function content(host) {
  const { say } = host.page;
  if (!host.powerUps.length) return [el("p.quiet", {}, say("noPowerUps"))];
  const { entries } = host.journal;
  const refused = entries.map((one) =>
    el("li", { data: { code: one.code } }, el("strong", {}, one.powerUp), ` ${one.text}`, one.times > 1 ? ` × ${one.times}` : ""),
  );
  const journal = refused.length ? el("ul.journal", {}, refused) : el("p.quiet", {}, say("journalEmpty"));
  return [...host.powerUps.map((one) => row(host, one)), el("h3", {}, say("journal")), journal];
}

function row(host, powerUp) {
  const { say } = host.page;
  const on = powerUp.state !== "off";
  const press = (capability) => (event) => {
    host.anchor = event.currentTarget;
    powerUp.ask(capability);
  };
  const settings = powerUp.offers("show-settings") ? iconButton("gear", say("settings"), press("show-settings")) : null;
  const needed = powerUp.authorized === false && powerUp.offers("show-authorization");
  const authorize = needed ? button(say("authorize"), press("show-authorization")) : null;
  const toggle = button(say(on ? "disable" : "enable"), () => host.toggle(powerUp));
  const forget = async () => {
    await host.forget(powerUp);
    notify(say("forgotten"), { label: say("close") });
  };
  return el(
    "section.power-up-row",
    { data: { state: powerUp.state }, "aria-label": powerUp.name },
    el("div", {}, el("strong", {}, powerUp.name), el("span.quiet", {}, ` ${say(`state_${powerUp.state}`)}`)),
    el("div.row", {}, settings, authorize, toggle, button(say("forget"), forget)),
  );
}

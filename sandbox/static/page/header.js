// The bar at the top: which board, who one is, theme and language, and what Power-Ups add to it.

import { el, icon, iconButton } from "./dom.js";
import { addressOf, toggleTheme, visit } from "./preferences.js";

const KINDS = ["normal", "admin", "observer"];

export function header({ prefs, index, board, members, kindOf = () => "normal" }) {
  const { say } = prefs;
  const buttons = el("div.board-buttons", { id: "board-buttons" });
  document.getElementById("top").replaceChildren(
    el("a.mark", { href: addressOf("/", prefs), "aria-label": say("boards"), title: say("boards") }, mark()),
    el("div.place", {}, board ? boardChoice(index, board, prefs) : el("strong", {}, say("boards")), chip(say("sandbox"))),
    buttons,
    el("div.who", {}, actAs(prefs, members, kindOf), themeButton(prefs), languageButton(prefs)),
  );
  return buttons;
}

function mark() {
  return el("img", { src: "/static/page/mark.svg", alt: "", width: 28, height: 28 });
}

function chip(text) {
  return el("span.chip", {}, text);
}

function boardChoice(index, board, prefs) {
  const options = index.boards.map((one) =>
    el("option", { value: one.shortLink, selected: one.id === board.id }, one.name),
  );
  const go = (event) => location.assign(addressOf(`/b/${event.target.value}`, prefs));
  return el("select.board-name", { "aria-label": prefs.say("boards"), onchange: go }, options);
}

function actAs(prefs, members, kindOf) {
  const { say } = prefs;
  const groups = KINDS.map((kind) => {
    const people = members.filter((one) => !one.robot && kindOf(one) === kind);
    return people.length ? el("optgroup", { label: say(kind) }, people.map((one) => option(one, prefs))) : null;
  });
  const nobody = el("option", { value: "nobody", selected: prefs.viewer === "nobody" }, say("nobody"));
  const choice = el(
    "select",
    { id: "act-as", onchange: (event) => visit({ as: event.target.value }) },
    groups,
    el("optgroup", { label: say("none") }, nobody),
  );
  return el("label.act-as", {}, icon("person"), el("span", {}, say("actAs")), choice);
}

function option(member, prefs) {
  return el("option", { value: member.username, selected: member.username === prefs.viewer }, member.fullName);
}

function themeButton(prefs) {
  const { say } = prefs;
  const made = el("button.icon-button", { id: "theme" });
  const draw = () => {
    const dark = prefs.theme === "dark";
    made.title = say(dark ? "toLight" : "toDark");
    made.setAttribute("aria-label", made.title);
    made.replaceChildren(icon(dark ? "sun" : "moon"));
  };
  made.onclick = () => toggleTheme(prefs);
  prefs.listeners.add(draw);
  draw();
  return made;
}

function languageButton(prefs) {
  const other = prefs.lang === "fr" ? "en" : "fr";
  const made = iconButton("dots", prefs.say("language"), () => visit({ lang: other }), { id: "language" });
  made.replaceChildren(el("span.lang", { lang: other }, other.toUpperCase()));
  return made;
}

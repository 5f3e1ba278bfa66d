// A card as it lies in its list.

import { dueState, longDate, shortDate } from "./dates.js";
import { el, icon } from "./dom.js";

// `shown`: {card, labels, members, badges, moving}, plain data; badges of Power-Ups come checked.
export function cardFront({ card, labels, members, badges }, prefs) {
  const title = el("a.title", { href: `/c/${card.shortLink}` }, card.name);
  const front = el(
    "article.card",
    { tabIndex: 0, data: { card: card.id }, "aria-describedby": "drag-help" },
    labels.length ? el("div.labels", {}, labels.map((one) => labelChip(one))) : null,
    card.isTemplate ? el("span.chip", {}, prefs.say("template")) : null,
    title,
    foot(badgeRow(card, badges, prefs), members),
  );
  title.tabIndex = -1;
  front.setAttribute("aria-label", card.name);
  return front;
}

function foot(row, members) {
  if (!row && !members.length) return null;
  return el("div.foot", {}, row, members.length ? el("div.faces", {}, members.map((one) => face(one))) : null);
}

export function labelChip(label) {
  return el(`span.label.color-${label.color ?? "none"}`, { title: label.name }, label.name);
}

export function face(member) {
  const hue = [...member.username].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
  const round = el("span.face", { title: member.fullName }, member.robot ? icon("robot") : member.initials);
  round.setAttribute("aria-label", member.fullName);
  round.setAttribute("role", "img");
  round.style.setProperty("--hue", hue);
  return round;
}

function badgeRow(card, badges, prefs) {
  const { say } = prefs;
  const counts = card.badges;
  const row = [
    card.due ? dueBadge(card, prefs) : null,
    counts.description ? badge("text", "", say("hasDescription")) : null,
    counts.comments ? badge("bubble", counts.comments, say("comments", counts.comments)) : null,
    counts.attachments ? badge("clip", counts.attachments, say("attachments", counts.attachments)) : null,
    counts.checkItems
      ? badge("check", `${counts.checkItemsChecked}/${counts.checkItems}`, say("items", counts.checkItemsChecked, counts.checkItems))
      : null,
    ...badges.map((one) => powerUpBadge(one)),
  ].filter(Boolean);
  return row.length ? el("div.badges", {}, row) : null;
}

function badge(symbol, text, title) {
  const made = el("span.badge", { title }, icon(symbol), String(text));
  if (text === "") made.setAttribute("aria-label", title);
  if (text === "") made.setAttribute("role", "img");
  return made;
}

export function dueBadge(card, { lang, say }) {
  const state = dueState(card);
  const made = badge(state === "done" ? "check" : "clock", shortDate(card.due, lang), longDate(card.due, lang));
  made.classList.add("due", state);
  if (state !== "later") made.append(el("span.unseen", {}, ` (${say(state)})`));
  return made;
}

export function powerUpBadge(one) {
  const made = el(`span.badge.power-up${one.color ? `.badge-${one.color}` : ""}`, {});
  if (one.icon) made.append(el("img", { src: one.icon, alt: "", width: 14, height: 14 }));
  made.append(String(one.text ?? ""));
  return made;
}

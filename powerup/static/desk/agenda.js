// The agenda: students without a mentor first, then six weeks of defences, day by day.

import { fill, h } from "../page.js";
import { told } from "./undo_stack.js";

const KINDS = ["without", "clash", "short", "sealed", "off", "incomplete"];
const CROWD = 5; // defences of a day that are shown; the others are unfolded

export async function show(place, desk) {
  const data = await desk.ask("agenda");
  const { words } = desk;
  const wanted = KINDS.includes(desk.params.get("show")) ? desk.params.get("show") : "";
  const focused = document.activeElement?.id;
  place.replaceChildren(
    h("h1", {}, words.title),
    students(data.transfers, desk),
    h("h2", { id: "defences" }, words.defences),
    chips(data.counts, wanted, desk),
    calendar(data, wanted, desk),
    ...data.notes.map((note) => h("p", { class: "hint" }, note)),
  );
  if (focused) document.getElementById(focused)?.focus();
}

// Students who change mentors.

function students(transfers, desk) {
  const { words } = desk;
  const none = transfers.alone === 0;
  const sentence = none ? words.aloneNone : ` ${transfers.alone > 1 ? words.alone : words.aloneOne}`;
  const noun = none ? "" : transfers.alone > 1 ? words.students : words.student;
  const near = transfers.rungs.filter((rung) => !rung.later);
  const later = transfers.rungs.filter((rung) => rung.later);
  const steps = (rungs) => h("div", { class: "ladder" }, rungs.map((rung) => step(rung, desk)));
  const unfolding = (title, rungs, open) =>
    rungs.length > 0 && h("details", { open }, h("summary", {}, `${title} (${rungs.reduce((sum, rung) => sum + rung.count, 0)})`), steps(rungs));
  return h(
    "section",
    { class: `students ${none ? "good" : "bad"}` },
    h("p", { class: "alone" }, h("strong", {}, String(transfers.alone)), h("span", {}, noun && h("b", {}, noun), sentence)),
    !transfers.count && h("p", { class: "hint" }, words.noTransfer),
    unfolding(words.transfers, near, !none),
    unfolding(words.later, later, false),
  );
}

function step(rung, desk) {
  const card = (each) =>
    h(
      "li",
      {},
      link(each, desk),
      each.what && h("span", { class: "hint" }, ` ${each.what}`),
      h("p", { class: "when" }, each.end),
      each.lines.map((line) => h("p", {}, line)),
      each.complete && finder(each, desk.words.findMentor, desk),
    );
  const rest = rung.count - rung.cards.length;
  return h(
    "section",
    { class: `rung ${rung.tone}` },
    h("h2", {}, rung.title, " ", h("span", { class: "count" }, String(rung.count))),
    h("ul", {}, rung.cards.map(card), rest > 0 && h("li", { class: "hint" }, fill(desk.words.more, { count: rest }))),
  );
}

function link(each, desk) {
  const click = (event) => {
    event.preventDefault();
    desk.openCard(each);
  };
  return h("a", { href: each.url, target: "_blank", rel: "noopener", click }, each.who);
}

// A button that shows who could take the card, ranked, with the reasons.
function finder(each, text, desk) {
  const click = async (event) => {
    const button = event.currentTarget;
    const box = button.closest("dialog");
    button.disabled = true;
    try {
      const { pick } = await import("./picker.js");
      const given = await pick(desk, each);
      if (given) {
        box?.close();
        if (given.undo) told(desk, { ...given.undo, board: each.board, name: each.who, what: given.message, after: desk.reload });
        else desk.say(given.message);
        await desk.reload();
      }
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
    button.disabled = false;
  };
  return h("button", { type: "button", class: "plain small", click, "aria-label": `${text} – ${each.who}` }, text);
}

// Defences.

function chips(counts, wanted, desk) {
  const chip = (kind) =>
    h(
      "button",
      {
        type: "button",
        id: `show-${kind || "all"}`,
        class: `filter ${kind}`,
        "aria-pressed": String(kind === wanted),
        click: () => desk.setParams({ show: kind }),
      },
      `${desk.words[kind || "all"]} `,
      h("span", { class: "count" }, String(counts[kind || "all"])),
    );
  const shown = KINDS.filter((kind) => counts[kind] || kind === wanted || kind === "without");
  return h("div", { class: "chips", role: "group", "aria-label": desk.words.show }, ["", ...shown].map(chip));
}

function calendar(data, wanted, desk) {
  const { words } = desk;
  const kept = (each) => !wanted || each.flags.some((flag) => flag.code === wanted);
  let count = 0;
  const weeks = data.weeks.map((week) =>
    h(
      "ol",
      { class: "week" },
      week.map((day) => {
        const defences = day.defences.filter(kept);
        count += defences.length;
        return cell(day, defences, desk);
      }),
    ),
  );
  const hint = !count && h("p", { class: "nothing" }, wanted ? words.noneHere : words.noDefence);
  return h("div", { class: "calendar-weeks" }, hint, weeks);
}

function cell(day, defences, desk) {
  const { words } = desk;
  const names = ["day", day.weekend && "weekend", day.holiday && "holiday", day.past && "past", day.today && "today", !defences.length && "empty"];
  const events = defences.map((each) => event(each, day, desk));
  const more = events.length > CROWD && h("button", { type: "button", class: "link", click: (press) => unfold(press, events) }, fill(words.more, { count: events.length - CROWD }));
  if (more) events.slice(CROWD).forEach((each) => (each.hidden = true));
  return h(
    "li",
    { class: names.filter(Boolean).join(" ") },
    h("h3", {}, h("time", { datetime: day.date, "aria-label": day.name }, heading(day)), day.today && h("span", { class: "now" }, words.today)),
    day.holiday && h("p", { class: "off" }, day.holiday),
    h("ul", {}, events, more && h("li", {}, more)),
  );
}

function heading(day) {
  const [short, rest] = [day.weekday.slice(0, 3), day.weekday.slice(3)];
  return [h("span", { class: "weekday" }, short, h("span", { class: "rest" }, rest)), " ", h("b", {}, day.number), " ", h("span", { class: "month" }, day.month)];
}

function unfold(press, events) {
  for (const each of events) each.hidden = false;
  events[CROWD].querySelector("button").focus();
  press.currentTarget.parentElement.remove();
}

function event(each, day, desk) {
  const { words } = desk;
  const [worst] = each.flags;
  const who = each.validator ? fill(words.validator, { name: each.validator }) : "";
  const tags = each.flags.map((flag) => h("span", { class: `tag ${flag.code}` }, words[flag.code]));
  return h(
    "li",
    { class: `defence${each.over ? " over" : ""}` },
    h(
      "button",
      { type: "button", class: worst ? worst.code : "fine", click: () => tell(each, day, desk) },
      h("b", {}, each.time),
      " ",
      h("span", { class: "who" }, each.who),
      each.what && h("span", { class: "what" }, ` ${each.what}`),
      who && h("span", { class: "with" }, ` ${who}`),
      tags.length > 0 && h("span", { class: "tags" }, tags),
    ),
  );
}

// A box with everything about one defence, and the way to its card.
async function tell(each, day, desk) {
  const { words } = desk;
  const lines = [
    each.mentors && fill(words.mentors, { name: each.mentors }),
    each.validator && fill(words.validator, { name: each.validator }),
  ].filter(Boolean);
  const waits = each.flags.some((flag) => flag.code === "without");
  const content = [
    h("p", { class: "when" }, `${day.name}, ${each.time}`),
    each.what && h("p", {}, each.what),
    ...lines.map((line) => h("p", {}, line)),
    each.flags.length > 0 && h("ul", { class: "flags" }, each.flags.map((flag) => h("li", { class: flag.code }, flag.text))),
    waits && finder(each, words.find, desk),
  ];
  if (await desk.confirm(each.who, content, words.open)) desk.openCard(each);
}

// « Relevés »: a mentor's own month, and for managers those of their boards, which they close.

import { fill, h } from "../page.js";
import { told, undoByKey } from "./undo_stack.js";

let asked = 0;

export async function show(place, desk) {
  const mine = (asked += 1);
  undoByKey(desk);
  const [month, mentor] = [desk.params.get("month") || "", desk.params.get("mentor") || ""];
  const data = await desk.ask(`statements${mentor ? `/of/${mentor}` : ""}?${new URLSearchParams(month ? { month } : {})}`);
  if (mine !== asked) return;
  const it = { desk, words: desk.words, data, mentor };
  if (!mentor) desk.count(data.mine.unset);
  place.replaceChildren(
    ...[mentor && back(it), head(it), own(it), data.team && team(it), !data.amounts && h("p", { class: "hint" }, it.words.noAmounts)].filter(Boolean),
  );
}

function link(it, text, params, more = {}) {
  const click = (event) => {
    event.preventDefault();
    it.desk.go("statements", params);
  };
  return h("a", { href: `#statements?${new URLSearchParams(params)}`, click, ...more }, text);
}

const back = (it) => h("p", {}, link(it, it.words.back, { month: it.data.month }));

function head(it) {
  const { data, words, mentor } = it;
  const beside = (month, mark, label) => link(it, mark, mentor ? { month, mentor } : { month }, { class: "button small", "aria-label": label, title: label });
  return h("div", { class: "head" }, beside(data.before, "‹", words.before), h("h1", { tabindex: "-1" }, data.label), beside(data.after, "›", words.after));
}

function own(it) {
  const { data, words, mentor } = it;
  const found = data.mine;
  const empty = !found.rows.length && !found.unsetSessions.length;
  const parts = [
    h("h2", {}, mentor ? found.name : words.mine),
    h("p", { class: "hint" }, found.closedText || words.open),
    unset(it, found),
    empty && h("p", {}, words.nothing),
    found.rows.length > 0 && subtotals(it, found),
    found.rows.length > 0 && lines(it, found),
    !empty && h("p", { class: "row" }, download(it, mentor), mentor && closing(it, { members: mentor, closed: found.closed ? 1 : 0, open: found.closed ? 0 : 1, unset: found.unset })),
  ];
  return h("section", { class: "own" }, ...parts);
}

// What lacks a status stands first: it is not counted yet.
function unset(it, found) {
  if (!found.unsetSessions.length) return null;
  const { words, desk, mentor } = it;
  const go = (event) => {
    event.preventDefault();
    desk.go("sessions");
  };
  const line = (each) => h("li", {}, h("strong", {}, each.student), h("p", { class: "when" }, each.when));
  const act = mentor ? null : h("p", { class: "row" }, h("a", { class: "button small primary", href: "#sessions", click: go }, words.setStatus));
  return h("section", { class: "state wait lacking" }, h("div", {}, h("h3", {}, `${words.unset} (${found.unsetSessions.length})`), h("ul", { class: "cards" }, found.unsetSessions.map(line)), act));
}

const titles = (names) => h("thead", {}, h("tr", {}, names.map((each) => h("th", { scope: "col" }, each))));

function subtotals(it, found) {
  const { words } = it;
  const row = (each) => h("tr", {}, h("th", { scope: "row" }, each.status), h("td", { class: "number" }, String(each.count)), h("td", { class: "number" }, each.amount || "—"));
  const whole = h("tr", { class: "whole" }, h("th", { scope: "row" }, words.total), h("td", { class: "number" }, String(found.lines)), h("td", { class: "number" }, found.total || "—"));
  return h("table", { class: "sums" }, h("caption", {}, words.subtotals), titles([words.status, words.count, words.amount]), h("tbody", {}, found.totals.map(row)), h("tfoot", {}, whole));
}

function lines(it, found) {
  const { words } = it;
  const row = (each) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, each.student || "—", h("p", { class: "when" }, each.about), each.note && h("p", { class: "note" }, each.note)),
      h("td", { "data-label": words.when }, each.when),
      h("td", { "data-label": words.status }, each.status),
      h("td", { "data-label": words.amount, class: "number" }, each.amount || "—"),
    );
  return h("table", { class: "people-table lines" }, h("caption", {}, found.counted), titles([words.student, words.when, words.status, words.amount]), h("tbody", {}, found.rows.map(row)));
}

// Managers: a line for each mentor, the month's total, and closing.
function team(it) {
  const { data, words } = it;
  if (!data.team.length) return h("section", {}, h("h2", {}, words.others), h("p", { class: "hint" }, words.nobody));
  const open = data.team.filter((each) => !each.closed);
  const row = (each) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, link(it, each.name, { month: data.month, mentor: each.id })),
      h("td", { "data-label": words.noStatus, class: "number" }, each.unset ? h("span", { class: "badge red" }, String(each.unset)) : "0"),
      h("td", { "data-label": words.lines, class: "number" }, String(each.lines)),
      h("td", { "data-label": words.total, class: "number" }, each.total || "—"),
      h("td", { "data-label": words.state }, h("span", { class: `badge ${each.closed ? "green" : ""}` }, each.closed ? words.isClosed : words.isOpen)),
    );
  const known = { closed: data.team.length - open.length, open: open.length, unset: open.reduce((sum, each) => sum + each.unset, 0) };
  return h(
    "section",
    {},
    h("h2", {}, `${words.others} (${data.team.length})`),
    h("table", { class: "people-table team" }, titles([words.mentor, words.noStatus, words.lines, words.total, words.state]), h("tbody", {}, data.team.map(row))),
    h("p", { class: "row" }, download(it, "all"), closing(it, known)),
  );
}

function download(it, member) {
  const { desk, words, data } = it;
  const take = async () => {
    try {
      const query = new URLSearchParams(member ? { month: data.month, member } : { month: data.month });
      const { name, text } = await desk.ask(`statements/export?${query}`);
      const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
      h("a", { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
  };
  return h("button", { type: "button", class: "plain", click: take }, words.export);
}

// The button that closes the month, or opens it again once all is closed. `known`: {members, open, closed, unset}.
function closing(it, known) {
  const { words, data } = it;
  if (!data.over) return h("span", { class: "hint" }, words.runs);
  const name = { month: data.label };
  const close = async () => {
    const text = known.members ? words.closeOne : fill(words.closeText, { count: known.open });
    const lacking = known.unset ? h("p", { class: "state doubt" }, fill(words.closeUnset, { count: known.unset })) : null;
    if (await it.desk.confirm(fill(words.closeTitle, name), [h("p", {}, text), lacking].filter(Boolean), words.closeDo)) await change(it, "close", known);
  };
  const open = async () => {
    if (await it.desk.confirm(fill(words.reopenTitle, name), [h("p", {}, words.reopenText)], words.reopenDo)) await change(it, "reopen", known);
  };
  const button = (text, click, kind) => h("button", { type: "button", class: kind, click }, text);
  return known.open ? button(words.close, close, "primary") : button(words.reopen, open, "plain");
}

async function change(it, act, known) {
  const { desk, words, data } = it;
  const body = known.members ? { month: data.month, member: known.members } : { month: data.month };
  try {
    await desk.ask(`statements/${act}`, { body });
    if (act === "close") {
      const undoing = () => desk.ask("statements/reopen", { body });
      told(desk, { name: data.label, what: words.closedNow, undoing, after: desk.reload });
    } else desk.say(words.reopened);
    await desk.reload();
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

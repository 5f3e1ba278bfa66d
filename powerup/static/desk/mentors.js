// Everybody's profile at a glance, for managers: searched, filtered, opened, exported and imported.

import { fill, h } from "../page.js";
import { download } from "./download.js";

const ONLY = ["everybody", "validators", "places", "silent", "away"];
let asked = 0;
let typing = 0;

export async function show(place, desk) {
  const mine = (asked += 1);
  const data = await desk.ask(`mentors?${query(desk)}`);
  if (mine !== asked) return;
  if (!place.querySelector(".filters")) place.replaceChildren(head(desk), filters(desk), h("div", { class: "found" }));
  place.querySelector(".counted").textContent = fill(desk.words.count, data);
  place.querySelector(".found").replaceChildren(...found(desk, data));
}

function query(desk, more = {}) {
  const wanted = ["text", "only"].map((name) => [name, desk.params.get(name)]).filter(([, value]) => value);
  return new URLSearchParams({ ...Object.fromEntries(wanted), ...more }).toString();
}

function head(desk) {
  const { words } = desk;
  const input = h("input", { type: "file", accept: ".csv,text/csv", hidden: true, change: () => bring(desk, input) });
  return h(
    "div",
    { class: "head" },
    h("h1", {}, words.heading),
    h("span", { class: "hint counted", role: "status" }),
    h("span", { class: "spread" }),
    h("button", { type: "button", class: "plain", click: () => remind(desk) }, words.remindEmpty),
    h("button", { type: "button", class: "plain", click: () => take(desk) }, words.export),
    h("button", { type: "button", class: "plain", click: () => input.click() }, words.import),
    input,
  );
}

function filters(desk) {
  const { words, params } = desk;
  const search = h("input", { type: "search", placeholder: words.search, "aria-label": words.search, value: params.get("text") || "" });
  const only = h("select", { "aria-label": words.only }, ONLY.map((name) => h("option", { value: name === "everybody" ? "" : name, selected: params.get("only") === name }, words[name])));
  const go = () => desk.go("mentors", { text: search.value, only: only.value });
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(go, 200);
  });
  only.addEventListener("change", go);
  return h("div", { class: "filters" }, search, only);
}

function found(desk, data) {
  const { words } = desk;
  if (!data.all) return [h("p", { class: "hint" }, words.nobody)];
  if (!data.count) return [h("p", { class: "hint" }, words.none)];
  const body = h("tbody", {}, data.rows.map((row) => line(desk, row, data.courses)));
  const titles = [words.name, words.students, words.follows, words.holds].map((each) => h("th", { scope: "col" }, each));
  const table = h("table", { class: "people-table" }, h("thead", {}, h("tr", {}, titles)), body);
  return [table, more(desk, data, body)].filter(Boolean);
}

function more(desk, data, body) {
  if (body.children.length >= data.count) return null;
  const button = h("button", { type: "button", class: "plain", click: async () => {
    button.disabled = true;
    try {
      const next = await desk.ask(`mentors?${query(desk, { offset: body.children.length })}`);
      body.append(...next.rows.map((row) => line(desk, row, data.courses)));
      if (body.children.length >= next.count) return button.remove();
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
    button.disabled = false;
  } }, desk.words.moreRows);
  return button;
}

function line(desk, row, all) {
  const { words } = desk;
  const courses = (names) => (all > 1 && names.length >= all ? words.every : names.join(", "));
  const badge = (text, color = "") => h("span", { class: `badge ${color}` }, text);
  const name = h("a", { href: `#profile?member=${row.id}`, "aria-label": fill(words.open, { name: row.name }) }, row.name);
  const marks = [row.manager && badge(words.manager), row.away && badge(words.awayNow, "orange"), row.adapts && badge(words.adapts, "sky")];
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name, h("span", { class: "hint" }, `@${row.username}`), marks),
    h("td", { "data-label": words.students }, students(words, row)),
    h("td", { "data-label": words.follows }, row.filled ? courses(row.mentors) || "—" : h("span", { class: "hint" }, words.noProfile)),
    h("td", { "data-label": words.holds }, row.validator ? courses(row.validates) || "✓" : "—"),
  );
}

function students(words, row) {
  if (row.capacity === null) return String(row.following);
  const left = row.places > 0 ? fill(words.left, { count: row.places }) : words.full;
  return [`${row.following} / ${row.capacity} `, h("span", { class: `badge ${row.places > 0 ? "green" : ""}` }, left)];
}

// Says whom one press would remind and how, then reminds them.
async function remind(desk) {
  try {
    const found = await desk.ask("mentors/empty");
    if (found.nobody) return desk.say([found.nobody, found.lately].filter(Boolean).join(" "));
    const people = h("ul", { class: "names" }, found.people.map((each) => h("li", {}, h("strong", {}, each.name), ` — ${each.how}`)));
    const content = [people, found.lately && h("p", { class: "hint" }, found.lately), h("p", { class: "hint" }, found.hint)];
    if (!(await desk.confirm(found.title, content, found.do))) return undefined;
    const { message } = await desk.ask("mentors/empty", { body: { members: found.people.map((each) => each.id) } });
    desk.say(message);
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
  return undefined;
}

async function take(desk) {
  try {
    download(await desk.ask("mentors/export"));
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

async function bring(desk, input) {
  const { words } = desk;
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  const text = await file.text();
  if (!(await desk.confirm(words.importTitle, h("p", {}, fill(words.importText, { name: file.name })), words.importDo))) return;
  try {
    const { count, problems } = await desk.ask("mentors/import", { body: { text } });
    const list = h("ul", {}, problems.map((each) => h("li", {}, each)));
    if (problems.length) return void (await desk.confirm(words.refused, list, words.close, true));
    desk.say(fill(words.imported, { count }));
    desk.reload();
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

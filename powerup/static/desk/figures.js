// The figures: filters, a sentence, and charts whose title is what they find. Numbers come with each.

import { h } from "../page.js";
import { download } from "./download.js";
import { draw } from "./figures_draw.js";

const FILTERS = ["weeks", "board", "course", "project"];
const SIGNS = { "%": "\u202f%", h: "\u202fh", d: "\u202fj", "": "" };
let asked = 0;
let watching = null;

export async function show(place, desk) {
  const mine = (asked += 1);
  const data = await desk.ask(`figures?${query(desk)}`);
  if (mine !== asked) return;
  watching?.disconnect();
  const focused = document.activeElement?.id;
  const drawings = new Map();
  place.replaceChildren(
    h("div", { class: "head" }, h("h1", {}, desk.words.title), !data.empty && buttons(desk)),
    filters(data.filters, desk),
    data.empty ? h("p", { class: "nothing" }, data.empty) : h("p", { class: "about" }, data.about),
    h("div", { class: "charts" }, data.charts.map((chart) => figure(chart, desk, drawings))),
    data.empty ? "" : h("p", { class: "hint" }, data.note),
  );
  watch(drawings, desk);
  if (focused) document.getElementById(focused)?.focus();
}

function query(desk) {
  const chosen = FILTERS.map((name) => [name, desk.params.get(name)]).filter(([, value]) => value);
  return new URLSearchParams(chosen).toString();
}

function buttons(desk) {
  return h(
    "p",
    { class: "row" },
    h("button", { type: "button", class: "plain", click: () => take(desk) }, desk.words.take),
    h("button", { type: "button", class: "plain", click: () => window.print() }, desk.words.print),
  );
}

function filters(found, desk) {
  const names = { weeks: desk.words.period, board: desk.words.board, course: desk.words.course, project: desk.words.project };
  const choice = (name) => {
    const { value, options } = found[name];
    const change = (event) => desk.setParams({ [name]: event.target.value });
    const option = ([key, text]) => h("option", { value: key, selected: key === value }, text);
    return h("div", { class: "field" }, h("label", { for: `by-${name}` }, names[name]), h("select", { id: `by-${name}`, change }, options.map(option)));
  };
  return h("div", { class: "filters", role: "group", "aria-label": desk.words.filters }, FILTERS.map(choice));
}

function figure(chart, desk, drawings) {
  const holder = h("div", { class: "drawing" });
  const drawn = chart.points.length > 0;
  if (drawn) drawings.set(holder, chart);
  const legend = chart.keys.length > 1 && h("ul", { class: "legend", "aria-hidden": "true" }, chart.keys.map((name, key) => h("li", { class: `s${key}` }, name)));
  return h(
    "section",
    { id: `figure-${chart.id}` },
    h("h2", {}, chart.title),
    drawn && [chart.measure && h("p", { class: "measure" }, chart.keys.length > 1 ? chart.measure : `${chart.keys[0]}, ${chart.measure}`), legend, holder],
    h("p", { class: "told" }, chart.told),
    drawn && numbers(chart, desk),
  );
}

function numbers(chart, desk) {
  const say = writer(desk);
  const cell = (value, column) => (column ? h("td", {}, typeof value === "string" ? value : say(value)) : h("th", { scope: "row" }, value));
  const head = h("tr", {}, chart.head.map((name) => h("th", { scope: "col" }, name)));
  const table = h("table", {}, h("caption", { class: "spoken" }, chart.title), h("thead", {}, head), h("tbody", {}, chart.rows.map((row) => h("tr", {}, row.map(cell)))));
  return h("details", {}, h("summary", { "aria-label": `${desk.words.numbers} – ${chart.title}` }, desk.words.numbers), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": chart.title }, table));
}

// Gives what writes numbers as people do in the page's language, with their `sign`; a dash for no number.
function writer(desk, sign = "") {
  const format = new Intl.NumberFormat(desk.language, { maximumFractionDigits: 1 });
  return (number) => (number === null || number === undefined ? "–" : `${format.format(number)}${sign}`);
}

// Each drawing is as wide as its place, and drawn again when that changes.
function watch(drawings, desk) {
  const paint = (holder) => {
    const chart = drawings.get(holder);
    const width = Math.floor(holder.clientWidth);
    if (!width || holder.dataset.width === String(width)) return;
    holder.dataset.width = width;
    const sign = desk.language === "en" && chart.unit === "d" ? " d" : SIGNS[chart.unit];
    holder.replaceChildren(draw(chart, width, writer(desk, sign)));
  };
  watching = new ResizeObserver((entries) => entries.forEach((entry) => paint(entry.target)));
  for (const holder of drawings.keys()) {
    paint(holder);
    watching.observe(holder);
  }
}

async function take(desk) {
  try {
    download(await desk.ask(`figures/table?${query(desk)}`));
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
}

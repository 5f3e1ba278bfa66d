// Three sorts of charts as SVG: columns by week, lines by week, horizontal bars. All colours are in figures.css.

import { axisBottom, axisLeft, create, line, scaleBand, scaleLinear, stack } from "../vendor/d3.js";

const HEIGHT = 220;
const ROW = 30;
const LETTER = 6.700; // about the width of a letter of an axis, in pixels
const MARGIN = { top: 12, right: 16, bottom: 26, left: 40 };

// The drawing of a chart, `width` pixels wide. `say(number)` writes a number as people do.
export function draw(chart, width, say) {
  const frame = chart.kind === "bars" ? bars : byWeek;
  return frame(chart, Math.max(width, 240), say).node();
}

function canvas(chart, width, height) {
  return create("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("width", width)
    .attr("height", height)
    .attr("class", `chart ${chart.kind}`)
    .attr("role", "img")
    .attr("aria-label", chart.title);
}

// Columns and lines: weeks from left to right, a scale from zero up.
function byWeek(chart, width, say) {
  const svg = canvas(chart, width, HEIGHT);
  const weeks = chart.points.map((_, week) => week);
  const x = scaleBand(weeks, [MARGIN.left, width - MARGIN.right]).paddingInner(0.25).paddingOuter(0.1);
  const y = scaleLinear([0, top(chart)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  if (chart.unit === "%") y.domain([0, 100]);
  const every = Math.ceil((weeks.length * 52) / (width - MARGIN.left - MARGIN.right));
  const told = weeks.filter((week) => week % every === 0);
  const steps = y.ticks(4).filter((tick) => chart.unit || Number.isInteger(tick));
  svg.append("g").attr("class", "grid").attr("transform", `translate(${MARGIN.left},0)`).call(axisLeft(y).tickValues(steps).tickSize(MARGIN.left + MARGIN.right - width).tickFormat(say));
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${HEIGHT - MARGIN.bottom})`).call(axisBottom(x).tickValues(told).tickSize(0).tickPadding(8).tickFormat((week) => chart.points[week].label));
  (chart.kind === "lines" ? lines : columns)(svg, chart, x, y, say);
  return svg;
}

function top(chart) {
  const sum = (values) => values.reduce((all, each) => all + (each || 0), 0);
  const highest = chart.points.map(({ values }) => (chart.kind === "lines" ? Math.max(...values.map(Number)) : sum(values)));
  return Math.max(...highest, 1);
}

function columns(svg, chart, x, y, say) {
  const layers = stack().keys(chart.keys.keys()).value((point, key) => point.values[key] || 0)(chart.points);
  layers.forEach((layer, key) => {
    const group = svg.append("g").attr("class", `series s${key}`);
    layer.forEach(([low, high], week) => {
      if (high > low) mark(group.append("rect"), chart, week, key, say).attr("x", x(week)).attr("width", x.bandwidth()).attr("y", y(high)).attr("height", y(low) - y(high)).attr("rx", chart.keys.length > 1 ? 0 : Math.min(3, x.bandwidth() / 4));
    });
  });
}

function lines(svg, chart, x, y, say) {
  const middle = (week) => x(week) + x.bandwidth() / 2;
  chart.keys.forEach((_, key) => {
    const group = svg.append("g").attr("class", `series s${key}`);
    const value = ({ values }) => values[key];
    const path = line((_, week) => middle(week), (point) => y(value(point))).defined((point) => value(point) !== null);
    group.append("path").attr("d", path(chart.points));
    chart.points.forEach((point, week) => {
      if (value(point) !== null) mark(group.append("circle"), chart, week, key, say).attr("cx", middle(week)).attr("cy", y(value(point))).attr("r", 3.500);
    });
  });
}

// A bar for each name: the name before it (above it where there is little room) and the number behind.
function bars(chart, width, say) {
  const longest = Math.max(...chart.points.map(({ label }) => label.length)) * LETTER;
  const above = longest > width * 0.42;
  const left = above ? 2 : longest + 10;
  const height = chart.points.length * (above ? ROW + 18 : ROW) + 8;
  const svg = canvas(chart, width, height);
  const y = scaleBand(chart.points.map((_, place) => place), [4, height - 4]).padding(above ? 0.1 : 0.28);
  const x = scaleLinear([0, Math.max(...chart.points.map(({ values }) => values[0] || 0), 1)], [left, width - 64]);
  const group = svg.append("g").attr("class", "series s0");
  const names = svg.append("g").attr("class", "axis");
  chart.points.forEach((point, place) => {
    const [value] = point.values;
    const from = above ? y(place) + 18 : y(place);
    const thick = above ? ROW * 0.72 : y.bandwidth();
    const middle = from + thick / 2;
    mark(group.append("rect"), chart, place, 0, say).attr("x", left).attr("width", Math.max(x(value || 0) - left, 1)).attr("y", from).attr("height", thick).attr("rx", 3);
    const name = names.append("text").attr("dy", "0.35em").text(shortened(point.label, width));
    name.append("title").text(point.label);
    if (above) name.attr("x", left).attr("y", from - 9);
    else name.attr("x", left - 8).attr("y", middle).attr("text-anchor", "end");
    names.append("text").attr("class", "value").attr("x", x(value || 0) + 6).attr("y", middle).attr("dy", "0.35em").text(say(value));
  });
  return svg;
}

function shortened(text, width) {
  const fitting = Math.floor(width / LETTER);
  return text.length > fitting ? `${text.slice(0, fitting - 1)}…` : text;
}

// Gives a mark its tooltip: what it stands for, with its number.
function mark(element, chart, place, key, say) {
  const { label, values } = chart.points[place];
  const name = chart.keys.length > 1 || chart.kind !== "bars" ? `${label}, ${chart.keys[key]}` : label;
  element.append("title").text(`${name} – ${say(values[key])}`);
  return element;
}

// A month to choose a day from, also by arrow keys: the working days of the window stand out, days off are marked.

import { fill, h, words } from "./page.js";

const DAY = 86_400_000;
const WEEK = 7;
const LANGUAGE = { en: "en-GB" }[document.documentElement.lang] || document.documentElement.lang; // days as the server writes them
const format = (options) => new Intl.DateTimeFormat(LANGUAGE, { timeZone: "UTC", ...options });
const MONTH = format({ month: "long", year: "numeric" });
const WEEKDAY = format({ weekday: "short" });
const FULL = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const at = (iso) => Date.parse(`${iso}T00:00:00Z`);
const isoOf = (time) => new Date(time).toISOString().slice(0, 10);
const monthOf = (time) => isoOf(time).slice(0, 7);
const mondayOf = (time) => time - ((new Date(time).getUTCDay() + 6) % 7) * DAY;

const weekend = (time) => [0, 6].includes(new Date(time).getUTCDay());

export const dayInWords = (iso) => FULL.format(at(iso));

// `given`: {today, first, last, holidays, value}, all days as YYYY-MM-DD. `chosen(iso)` is called for each choice.
export function calendar(given, chosen) {
  const box = h("div", { class: "calendar" });
  let picked = given.value;
  const closed = (time) => given.holidays.includes(isoOf(time)) || weekend(time);
  let focused = at(picked || given.first);
  if (focused < at(given.today)) focused = at(given.today);
  for (let days = 0; !picked && closed(focused) && days < WEEK; days += 1) focused += DAY;

  function draw(focus) {
    const month = monthOf(focused);
    const title = h("p", { class: "month", "aria-live": "polite" }, MONTH.format(focused));
    const previous = turn(-1, words.previousMonth, "‹", monthOf(at(given.today)) >= month);
    const next = turn(1, words.nextMonth, "›", false);
    box.replaceChildren(h("div", { class: "months" }, previous, title, next), table(month));
    if (focus) box.querySelector('[tabindex="0"]').focus();
  }

  function turn(step, label, text, disabled) {
    const click = () => {
      const date = new Date(focused);
      date.setUTCMonth(date.getUTCMonth() + step, 1);
      focused = Math.max(date.getTime(), at(given.today));
      draw(false);
      box.querySelector(step < 0 ? ".months button:first-child" : ".months button:last-child").focus();
    };
    return h("button", { type: "button", class: "turn", "aria-label": label, disabled, click }, text);
  }

  function table(month) {
    const start = mondayOf(at(`${month}-01`));
    const heads = [0, 1, 2, 3, 4, 5, 6].map((n) => h("th", { scope: "col" }, WEEKDAY.format(start + n * DAY)));
    const weeks = [];
    for (let week = start; week < start + 42 * DAY && (week === start || monthOf(week) === month); week += 7 * DAY)
      weeks.push(h("tr", {}, [0, 1, 2, 3, 4, 5, 6].map((n) => cell(week + n * DAY, month))));
    const name = MONTH.format(focused);
    return h("table", { role: "grid", "aria-label": name, keydown: move }, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, weeks));
  }

  function cell(time, month) {
    if (monthOf(time) !== month) return h("td", {});
    const iso = isoOf(time);
    const notes = notesOf(iso);
    const button = h(
      "button",
      {
        type: "button",
        class: notes.classes.join(" "),
        tabindex: time === focused ? "0" : "-1",
        "aria-pressed": String(iso === picked),
        "aria-label": [dayInWords(iso), ...notes.spoken].join(", "),
        title: notes.spoken.join(", ") || null,
        disabled: iso < given.today,
        click: () => pick(time),
      },
      String(new Date(time).getUTCDate()),
    );
    return h("td", { role: "gridcell" }, button);
  }

  function notesOf(iso) {
    // A defence on a day off is possible but never proposed: the day is marked, and said to be off once chosen.
    const inside = iso >= given.first && (!given.last || iso <= given.last) && !closed(at(iso));
    const off = offOf(given, iso);
    return {
      classes: ["day", inside && "inside", off && "off", given.holidays.includes(iso) && "holiday"].filter(Boolean),
      spoken: [inside && words.inWindow, off].filter(Boolean),
    };
  }

  function pick(time) {
    focused = time;
    picked = isoOf(time);
    draw(true);
    chosen(picked);
  }

  function move(event) {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    focused = Math.max(focused + step * DAY, at(given.today));
    draw(true);
  }

  draw(false);
  return box;
}

const offOf = (given, iso) =>
  given.holidays.includes(iso) ? words.holiday : weekend(at(iso)) ? words.weekend : "";

export function chosenLabel(given, iso) {
  if (!iso) return words.pickDay;
  const off = offOf(given, iso);
  return fill(words.setDate, { day: dayInWords(iso) }) + (off && ` (${off})`);
}

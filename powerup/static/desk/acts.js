// The tab « Journal »: how the clerk stands on each board, its switches, its receipts, and undoing them.

import { fill, h } from "../page.js";
import { undoMany } from "./undoing.js";

const SINCE = ["10m", "1h", "today", "7d", "30d"];

export async function show(place, desk) {
  const filters = Object.fromEntries(desk.params);
  const [boards, journal] = await Promise.all([desk.ask("acts/boards"), desk.ask(`acts?${query(filters)}`)]);
  const focused = document.activeElement?.id;
  const view = new Journal(desk, filters, journal);
  place.replaceChildren(
    h("h1", {}, desk.words.title),
    h("section", { "aria-label": desk.words.boards, class: "clerks" }, boards.boards.map((each) => board(each, desk))),
    view.filters(),
    view.element,
  );
  if (focused) document.getElementById(focused)?.focus();
}

const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();

// How the clerk stands on one board, with its switches.

function board(each, desk) {
  const { words } = desk;
  const flip = (what, text, kind = "plain") =>
    h("button", { type: "button", class: `${kind} small`, click: (event) => throwSwitch(event, each, what, desk) }, text);
  const mode = h("span", { class: `badge ${each.mode === "enforce" ? "green" : "sky"}` }, words[each.mode]);
  const full = each.brake.moves >= each.brake.limit * 0.8;
  const meter = h("meter", {
    min: 0,
    max: each.brake.limit,
    value: each.brake.moves,
    high: each.brake.limit * 0.8,
    "aria-label": `${words.brake} – ${each.name}`,
  });
  return h(
    "article",
    { class: "clerk" },
    h("h2", {}, each.name, " ", mode, " ", each.pause && h("span", { class: "badge red" }, words.paused)),
    each.modeBy && h("p", { class: "hint" }, each.modeBy),
    each.pause && h("p", { class: "trouble" }, each.pause),
    h("p", { class: full ? "brake full" : "brake" }, h("strong", {}, words.brake), " ", meter, " ", each.brake.text),
    held(each, desk),
    h(
      "p",
      { class: "row" },
      each.pause ? flip("resume", words.resume, "primary") : flip("pause", words.pause),
      each.mode === "enforce" ? flip("observe", words.toObserve) : flip("enforce", words.toEnforce, "primary"),
    ),
  );
}

function held(each, desk) {
  const { words } = desk;
  if (!each.held.length) return h("p", { class: "hint" }, words.heldNone);
  const count = each.held.length + each.heldMore;
  return h(
    "details",
    { class: "held" },
    h("summary", {}, `${words.held} (${count})`),
    h("ul", {}, each.held.map((one) => hold(one, desk))),
    each.heldMore > 0 && h("p", { class: "hint" }, fill(words.heldMore, { count: each.heldMore })),
  );
}

function hold(one, desk) {
  const { words } = desk;
  const lift = async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      const { message } = await desk.ask("acts/lift", { body: { board: one.card.board, card: one.card.id } });
      desk.say(message);
      await desk.reload();
    } catch (trouble) {
      desk.say(trouble.message, "bad");
      button.disabled = false;
    }
  };
  const label = fill(words.liftOf, { name: one.card.name });
  return h(
    "li",
    {},
    h("div", {}, cardLink(one.card, desk), h("p", {}, one.text), one.reason && h("p", { class: "note" }, one.reason)),
    h("button", { type: "button", class: "plain small", "aria-label": label, click: lift }, words.lift),
  );
}

async function throwSwitch(event, each, what, desk) {
  const button = event.currentTarget;
  const { words } = desk;
  button.disabled = true;
  try {
    const told = await desk.ask(`acts/foreseen?${query({ board: each.id, what })}`, { seconds: 60 });
    const reason = h("input", { id: "switch-reason", maxlength: 300, autocomplete: "off" });
    const asked = told.reason && h("p", { class: "field" }, h("label", { for: "switch-reason" }, words.reason), reason);
    const sure = await desk.confirm(told.title, [...told.lines.map((line) => h("p", {}, line)), ...told.lists.map(names), asked], told.action);
    if (sure) {
      const { message } = await desk.ask("acts/switch", { body: { board: each.id, what, reason: reason.value } });
      desk.say(message);
      await desk.reload();
    }
  } catch (trouble) {
    desk.say(trouble.message, "bad");
  }
  button.disabled = false;
  if (button.isConnected) button.focus();
}

const names = (list) => [
  h("h3", {}, list.title),
  h("ul", { class: "names" }, list.cards.map((name) => h("li", {}, name)), list.more && h("li", { class: "hint" }, list.more)),
];

function cardLink(card, desk) {
  if (!card.url) return h("span", { class: "hint" }, card.name);
  const click = (event) => {
    event.preventDefault();
    desk.openCard(card);
  };
  return h("a", { href: card.url, target: "_blank", rel: "noopener", click }, card.name);
}

// The journal: filters, days, acts.

class Journal {
  constructor(desk, filters, data) {
    Object.assign(this, { desk, filtered: filters, choices: data.choices, total: data.total, selected: new Map() });
    this.days = h("div", { class: "days" });
    this.tail = h("p", { class: "row tail" });
    this.bar = h("div", { class: "bar", hidden: true });
    this.progress = h("p", { class: "progress", role: "status" });
    this.element = h("section", { class: "journal" }, this.bar, this.progress, this.days, this.tail);
    this.add(data);
  }

  filters() {
    const { words } = this.desk;
    const since = SINCE.map((each) => [each, words[each]]);
    if (this.filtered.since && !SINCE.includes(this.filtered.since)) since.push([this.filtered.since, words.sinceHere]);
    const text = h("input", {
      id: "filter-text",
      type: "search",
      value: this.filtered.text || "",
      placeholder: words.textHint,
      change: (event) => this.desk.setParams({ text: event.currentTarget.value }),
    });
    const any = Object.values(this.filtered).some(Boolean);
    const clear = h("button", { type: "button", class: "link", click: () => this.desk.go("acts") }, words.clear);
    return h(
      "form",
      { class: "filters", role: "search", "aria-label": words.filters, submit: (event) => event.preventDefault() },
      this.choice("board", words.board, words.all, this.choices.boards),
      this.choice("family", words.family, words.everything, this.choices.families),
      this.choice("by", words.by, words.all, this.choices.authors),
      this.choice("undone", words.undoneFilter, words.all, [["no", words.undoneNo], ["yes", words.undoneYes]]),
      this.choice("since", words.since, words.always, since),
      h("p", { class: "field" }, h("label", { for: "filter-text" }, words.text), text),
      any && clear,
    );
  }

  choice(name, label, all, options) {
    const id = `filter-${name}`;
    const chosen = this.filtered[name] || "";
    const option = ([value, text]) => h("option", { value, selected: value === chosen }, text);
    const change = (event) => this.desk.setParams({ [name]: event.currentTarget.value });
    return h("p", { class: "field" }, h("label", { for: id }, label), h("select", { id, change }, [["", all], ...options].map(option)));
  }

  add(data) {
    for (const day of data.days) this.dayOf(day).append(...day.acts.map((act) => this.line(act)));
    this.before = data.before;
    const { words } = this.desk;
    const empty = Object.values(this.filtered).some(Boolean) ? words.noneHere : words.none;
    this.tail.replaceChildren(
      ...[
        !this.total && h("span", { class: "nothing" }, empty),
        this.before && h("button", { type: "button", class: "plain", click: (event) => this.more(event) }, words.more),
      ].filter(Boolean),
    );
    this.drawBar();
  }

  dayOf(day) {
    const known = this.days.querySelector(`[data-day="${day.day}"] ol`);
    if (known) return known;
    const list = h("ol", { class: "lines" });
    this.days.append(h("section", { class: "day", "data-day": day.day }, h("h2", {}, day.name), list));
    return list;
  }

  async more(event) {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      this.add(await this.desk.ask(`acts?${query({ ...this.filtered, before: this.before })}`));
    } catch (trouble) {
      this.desk.say(trouble.message, "bad");
      button.disabled = false;
    }
  }

  line(act) {
    const { words } = this.desk;
    const what = [act.text, act.card?.name].filter(Boolean).join(" – ");
    const tick = h("input", {
      type: "checkbox",
      "aria-label": fill(words.select, { what }),
      checked: this.selected.has(act.id),
      change: (event) => this.pick(act, event.currentTarget.checked),
    });
    const undo = (event) => this.undo(event.currentTarget, [{ receipts: [act.id] }]);
    const small = (text, label, click) =>
      h("button", { type: "button", class: "plain small", "aria-label": fill(label, { what }), click }, text);
    return h(
      "li",
      { class: `line${act.undone ? " undone" : ""}`, "data-id": act.id },
      h("span", { class: "tick" }, act.undo && tick),
      h("time", { datetime: act.at }, act.time),
      h(
        "div",
        { class: "told" },
        h("p", { class: "what" }, h("strong", { class: act.clerk ? "by clerk-name" : "by" }, act.by), ` ${act.text}`),
        h("p", { class: "where" }, act.card && cardLink(act.card, this.desk), act.card && act.board && " · ", act.board, " · ", this.then(act)),
        act.why && h("p", { class: "why" }, `${words.why} ${act.why}`),
        act.note && h("p", { class: "note" }, act.note),
        act.comment && h("details", {}, h("summary", {}, words.text_of), h("p", { class: "quoted" }, act.comment)),
        act.undone && h("p", { class: "fate" }, act.undone),
        act.whyNot && h("p", { class: "fate" }, act.whyNot),
      ),
      h(
        "span",
        { class: "undo" },
        act.undo && small(words.undo, words.undoOf, undo),
        small(words.fromHere, words.fromHereOf, () => this.desk.setParams({ since: `act-${act.id}` })),
      ),
    );
  }

  then(act) {
    const shown = query({ board: act.boardId, at: act.at, card: act.card?.id });
    return h("a", { class: "then", href: `#past?${shown}` }, this.desk.words.then);
  }

  pick(act, on) {
    if (on) this.selected.set(act.id, act.card?.id || "");
    else this.selected.delete(act.id);
    this.drawBar();
  }

  // The buttons that undo several acts: those that are ticked, or all since the chosen moment.
  drawBar() {
    const { words } = this.desk;
    const count = this.selected.size;
    const some = count > 0 && h("button", { type: "button", class: "primary", click: (event) => this.undo(event.currentTarget, this.picked()) }, `${words.undoSelected} (${count})`);
    const all = this.filtered.since && this.total > 0 && h("button", { type: "button", class: "plain", click: (event) => this.undoAll(event.currentTarget) }, words.undoAll);
    this.bar.replaceChildren(...[some, all].filter(Boolean));
    this.bar.hidden = !some && !all;
  }

  // The receipts that are ticked, grouped by card: those of one card are undone in one request.
  picked() {
    const cards = new Map();
    for (const [id, card] of this.selected) cards.set(card, [...(cards.get(card) || []), id]);
    return [...cards.values()].map((receipts) => ({ receipts }));
  }

  async undoAll(button) {
    const { words } = this.desk;
    try {
      const found = await this.desk.ask(`acts/undoable?${query(this.filtered)}`);
      const lines = found.lines.map((line) => h("p", {}, line));
      if (!found.cards.length) return this.desk.say(found.lines[0], "bad");
      if (!(await this.desk.confirm(words.undoSure, lines, words.undo))) return undefined;
      await this.undo(button, found.cards);
      await this.desk.reload();
    } catch (trouble) {
      this.desk.say(trouble.message, "bad");
    }
    return undefined;
  }

  async undo(button, cards) {
    button.disabled = true;
    await undoMany(cards, this.desk, this.progress, (act) => {
      this.selected.delete(act.id);
      this.days.querySelector(`[data-id="${act.id}"]`)?.replaceWith(this.line(act));
    });
    button.disabled = false;
    this.drawBar();
  }
}

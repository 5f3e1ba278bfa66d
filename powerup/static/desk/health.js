// The confidence light, everything that is watched, and what to do where it is not green.

import { fill, h, mark } from "../page.js";

const EVERY = 15000; // milliseconds between two looks
const MARKS = { good: "ok", calm: "calm", doubt: "warns", bad: "blocks" };

let looking = 0;

export async function show(place, desk) {
  clearInterval(looking);
  const page = new Page(desk);
  page.draw(await desk.ask("health"));
  place.replaceChildren(page.element);
  looking = setInterval(() => {
    if (!page.element.isConnected) clearInterval(looking);
    else if (!document.hidden) page.look();
  }, EVERY);
}

class Page {
  constructor(desk) {
    this.desk = desk;
    this.known = new Map();
    this.light = h("section", { class: "light", role: "status" });
    this.silent = h("p", { class: "trouble", role: "alert", hidden: true });
    this.checks = h("ul", { class: "checks", "aria-label": desk.words.checks });
    this.parked = h("section", { class: "parked" });
    this.versions = h("p", { class: "hint" });
    this.element = h(
      "div",
      {},
      h("h1", {}, desk.words.title),
      this.silent,
      this.light,
      this.checks,
      this.parked,
      h("p", { class: "hint" }, desk.words.fresh),
      this.versions,
    );
  }

  async look() {
    try {
      this.draw(await this.desk.ask("health"));
    } catch {
      this.lost();
    }
  }

  // The server does not answer: the page says so, and since when.
  lost() {
    const { words } = this.desk;
    this.since ||= this.seen.toLocaleTimeString(this.desk.language, { hour: "2-digit", minute: "2-digit" });
    this.silent.textContent = fill(words.silent, { time: this.since });
    this.silent.hidden = false;
    this.element.classList.add("stale");
    this.change("light", this.light, "silent", () => lamp("bad", words.silentShort, this.desk.words));
  }

  draw(data) {
    this.seen = new Date();
    this.since = "";
    this.silent.hidden = true;
    this.element.classList.remove("stale");
    this.change("light", this.light, data.tone + data.sentence, () => lamp(data.tone, data.sentence, this.desk.words));
    this.change("versions", this.versions, data.versions, () => [data.versions]);
    this.change("parked", this.parked, JSON.stringify(data.parked), () => this.givenUp(data.parked));
    this.list(data.checks);
  }

  // Only what differs is drawn anew: nothing flickers, and the keyboard keeps its place.
  change(key, element, value, content) {
    if (this.known.get(key) === value) return;
    this.known.set(key, value);
    element.replaceChildren(...content());
  }

  list(checks) {
    const items = checks.map((check) => {
      const item = this.checks.querySelector(`[data-key="${check.key}"]`) || h("li", { "data-key": check.key });
      item.className = `check ${check.tone}`;
      this.change(`check ${check.key}`, item, JSON.stringify(check), () => this.check(check));
      return item;
    });
    if (items.some((item, place) => this.checks.children[place] !== item) || items.length !== this.checks.children.length) {
      this.checks.replaceChildren(...items);
    }
  }

  check(check) {
    const { words } = this.desk;
    return [
      mark(MARKS[check.tone], words[check.tone]),
      h(
        "div",
        {},
        h("h2", {}, check.title, check.board && h("span", { class: "hint" }, ` ${check.board}`)),
        h("p", {}, check.text),
        check.remedy && h("p", { class: "remedy" }, h("strong", {}, words.whatToDo), ` ${check.remedy}`),
        check.command && h("p", { class: "hint" }, words.command, " ", h("code", {}, check.command)),
      ),
    ];
  }

  givenUp(parked) {
    const { words } = this.desk;
    if (!parked.length) return [];
    const all = h("button", { type: "button", class: "primary small", click: (event) => this.replay(event.currentTarget, parked) }, words.replayAll);
    return [
      h("h2", {}, words.parked),
      h("p", { class: "hint" }, words.parkedHint),
      h("ul", {}, parked.map((each) => this.one(each))),
      parked.length > 1 && h("p", { class: "row" }, all),
    ].filter(Boolean);
  }

  one(each) {
    const { words } = this.desk;
    const click = (event) => {
      event.preventDefault();
      this.desk.openCard(each.card);
    };
    const name = each.card.url
      ? h("a", { href: each.card.url, target: "_blank", rel: "noopener", click }, each.card.name)
      : h("strong", {}, each.card.name);
    const label = fill(words.replayOf, { name: each.card.name });
    return h(
      "li",
      {},
      h("div", {}, name, h("span", { class: "hint" }, ` ${each.board}`), h("p", {}, each.text), each.error && h("details", {}, h("summary", {}, words.detail), h("code", {}, each.error))),
      h("button", { type: "button", class: "plain small", "aria-label": label, click: (event) => this.replay(event.currentTarget, [each]) }, words.replay),
    );
  }

  async replay(button, parked) {
    button.disabled = true;
    try {
      let message = "";
      for (const each of parked) ({ message } = await this.desk.ask("health/replay", { body: { id: each.id } }));
      this.desk.say(message);
    } catch (trouble) {
      this.desk.say(trouble.message, "bad");
    }
    button.disabled = false;
    await this.look();
  }
}

function lamp(tone, sentence, words) {
  return [h("span", { class: `bulb ${tone}` }), h("div", {}, h("strong", {}, words[tone]), h("p", {}, sentence))];
}

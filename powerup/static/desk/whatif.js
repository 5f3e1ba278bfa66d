// "Et si…": rules are tried out on today's cards and on the last thirty days, then put in force or dropped.

import { h } from "../page.js";
import { scopes } from "./whatif_form.js";
import { requirements } from "./whatif_requirements.js";
import { Replay } from "./whatif_replay.js";
import { alarm, applied, beside, told } from "./whatif_shown.js";
import { proposals } from "./whatif_proposals.js";
import { history as historyOf } from "./whatif_versions.js";

const PAUSE = 250; // milliseconds without a change before a draft is tried

export async function show(place, desk) {
  const data = await desk.ask("whatif");
  const { words } = desk;
  const draft = new Draft(desk, data);
  const habits = h("section", { class: "habits", "aria-label": words.proposals });
  place.replaceChildren(
    h("h1", { tabindex: "-1" }, words.title),
    h("p", { class: "hint" }, words.introduction),
    habits,
    h(
      "div",
      { class: "workshop" },
      h("div", { class: "forms" }, scopes(data.scopes, draft, words), requirements(data.requirements, draft, words)),
      draft.element,
    ),
    historyOf(desk, data, draft),
  );
  draft.changed(0);
  proposals(habits, desk);
}

// The draft: changes that are not in force. The server keeps them for whoever made them, until they are dropped.
class Draft {
  constructor(desk, data) {
    this.desk = desk;
    this.basedOn = data.basedOn;
    this.changes = new Map();
    for (const each of data.draft) this.changes.set(nameOf(each), each);
    this.turn = 0;
    const { words } = desk;
    this.told = h("div", { class: "told", "aria-live": "polite" });
    this.replay = new Replay(desk, this);
    this.near = h("div", { class: "beside" }); // on a narrow window, where the draft lies far below
    this.applying = h("button", { type: "button", class: "primary", click: () => this.apply() }, words.apply);
    this.dropping = h("button", { type: "button", class: "plain", click: () => this.drop() }, words.drop);
    this.heading = h("h2", { tabindex: "-1" }, words.draft);
    this.foot = h("p", { class: "row foot-row" }, this.applying, this.dropping);
    this.element = h("aside", { class: "draft", "aria-label": words.draft }, this.heading, this.told, this.foot, this.replay.element);
  }

  // Calls this with each answer of a trial.
  listen(heard) {
    this.heard = heard;
  }

  get body() {
    return { draft: [...this.changes.values()], basedOn: this.basedOn };
  }

  has(board, key) {
    return this.changes.get(nameOf({ board, key }));
  }

  // Notes that a field was set; `same`: to its value in the rules in force; `box`: where the field is shown.
  set(board, key, value, same, box) {
    if (this.near.parentElement !== box) box.append(this.near);
    this.near.replaceChildren();
    const change = { board, key, value };
    if (same) this.changes.delete(nameOf(change));
    else this.changes.set(nameOf(change), change);
    this.changed(PAUSE);
  }

  changed(pause) {
    const empty = this.changes.size === 0;
    this.replay.reset(empty);
    this.foot.hidden = empty;
    this.applying.disabled = true;
    const turn = ++this.turn;
    if (empty) this.told.replaceChildren(h("p", { class: "hint" }, this.desk.words.nothing));
    if (!empty || pause) setTimeout(() => turn === this.turn && this.attempt(turn), pause);
  }

  async attempt(turn) {
    this.told.setAttribute("aria-busy", "true");
    try {
      const answer = await this.desk.ask("whatif/try", { body: this.body });
      if (turn === this.turn && this.changes.size) this.tell(answer);
    } catch (trouble) {
      if (turn !== this.turn) return;
      this.told.replaceChildren(alarm(trouble.message));
      this.near.replaceChildren(h("p", { class: "trouble" }, trouble.message));
    }
    if (turn === this.turn) this.told.removeAttribute("aria-busy");
  }

  tell(answer) {
    this.basedOn = answer.basedOn;
    this.applying.disabled = Boolean(answer.refusal || answer.problems.length);
    this.replay.offer(answer.problems.length ? [] : answer.boards);
    this.told.replaceChildren(...told(answer, this.desk));
    this.heard?.(answer);
    const toDraft = h("button", { type: "button", class: "plain small", click: () => this.goTo() }, this.desk.words.toDraft);
    this.near.replaceChildren(...beside(answer, this.desk), toDraft);
  }

  // Brings the draft into sight, where it can be put in force.
  goTo() {
    this.heading.scrollIntoView({ block: "start" });
    this.heading.focus({ preventScroll: true });
  }

  async apply() {
    if (!(await applied(this.desk, this.body, this.desk.words.applyTitle))) this.changed(0);
  }

  async drop() {
    this.turn += 1;
    try {
      const { message } = await this.desk.ask("whatif/drop", { body: {} });
      await this.desk.reload();
      this.desk.say(message);
    } catch (trouble) {
      this.desk.say(trouble.message, "bad");
    }
  }
}

const nameOf = (change) => `${change.board ?? ""}\n${change.key}`;

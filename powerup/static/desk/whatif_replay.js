// The replay of the last thirty days: one question after the other, until it ends or is stopped.

import { h } from "../page.js";
import { link } from "./whatif_shown.js";

export class Replay {
  constructor(desk, draft) {
    this.desk = desk;
    this.draft = draft;
    this.turn = 0;
    this.element = h("div", { class: "replay" });
  }

  // The draft has changed: the replay's results no longer hold.
  reset() {
    this.turn += 1;
    this.element.replaceChildren();
  }

  // Offers a replay for each of these boards.
  offer(boards) {
    const { words } = this.desk;
    const button = (board) =>
      h(
        "button",
        { type: "button", class: "plain", click: () => this.run(board, boards) },
        boards.length > 1 ? `${words.replay} – ${board.name}` : words.replay,
      );
    this.element.replaceChildren(...(boards.length ? [h("p", { class: "row" }, boards.map(button))] : []));
  }

  async run(board, boards) {
    const { words } = this.desk;
    const turn = ++this.turn;
    const more = h("ul", {});
    const fewer = h("ul", {});
    const parts = { more, fewer };
    const bar = h("progress", { max: "1", value: "0", "aria-label": words.replaying });
    const text = h("p", { class: "hint" }, words.replaying);
    const stop = h("button", { type: "button", class: "plain small", click: () => this.stop(turn) }, words.stop);
    const running = h("div", { class: "running" }, bar, stop);
    const result = h("div", { class: "result", "aria-live": "polite" });
    this.element.replaceChildren(h("h3", {}, board.name), running, text, result);
    this.stopped = () => {
      running.remove();
      text.textContent = words.stopped;
    };
    try {
      let cursor = null;
      do {
        const body = { ...this.draft.body, board: board.board, cursor };
        const answer = await this.desk.ask("whatif/replay", { body, seconds: 60 });
        if (turn !== this.turn) return;
        cursor = answer.cursor;
        bar.max = Math.max(answer.cards, 1);
        bar.value = answer.done;
        text.textContent = answer.progress;
        for (const [key, list] of Object.entries(parts)) list.append(...answer[key].map((each) => this.card(each)));
        this.tell(result, parts, answer.told, cursor === null);
      } while (cursor !== null);
      running.remove();
    } catch (trouble) {
      if (turn !== this.turn) return;
      running.remove();
      text.replaceWith(h("p", { class: "trouble", role: "alert" }, trouble.message));
    }
    if (boards.length > 1) this.element.append(h("p", { class: "row" }, boards.filter((each) => each !== board).map((each) => h("button", { type: "button", class: "plain", click: () => this.run(each, boards) }, `${words.replay} – ${each.name}`))));
  }

  stop(turn) {
    if (turn !== this.turn) return;
    this.turn += 1;
    this.stopped();
  }

  card(each) {
    return h("li", {}, link(each, this.desk), " ", h("span", { class: "when" }, each.text));
  }

  tell(result, parts, told, ended) {
    const section = (key) => told[key] && h("section", { class: key }, h("p", { class: "total" }, told[key]), parts[key]);
    result.replaceChildren(
      ...[
        ended && told.nothing && h("p", {}, told.nothing),
        section("more"),
        section("fewer"),
        told.same && h("p", {}, told.same),
        told.lost && h("p", { class: "hint" }, told.lost),
        ended && h("details", {}, h("summary", {}, this.desk.words.honest), h("p", { class: "hint" }, told.honest)),
      ].filter(Boolean),
    );
  }
}

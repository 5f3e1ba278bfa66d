// What Power-Ups ask of the host. Whatever throws here is an error for the Power-Up.

import { visit } from "../page/preferences.js";
import { notify } from "../page/news.js";
import { Refused, server } from "../page/server.js";
import { MAX_SECTION } from "./rules.js";
import { ReadError, Reads } from "./reads.js";

const READS = ["card", "cards", "list", "lists", "board", "member", "organization"];
const ALERTS = { info: "info", warning: "warning", error: "error", success: "success" };

export class Commands {
  constructor(host) {
    Object.assign(this, { host, store: host.page.store, reads: new Reads(host.page.store), closeAlert: null });
    const popups = host.popups;
    this.known = {
      data: (frame, options) => this.data(frame, options),
      set: (frame, options) => this.keep(frame, options),
      jwt: (frame, options) => this.jwt(frame, options),
      resize: (frame, options) => this.resize(frame, options),
      alert: (frame, options) => this.alert(options),
      hideAlert: () => this.closeAlert?.(),
      "attach-to-card": (frame, options) => this.attach(frame, options),
      showCard: (frame, { idCard }) => void host.page.openCard(idCard),
      hideCard: () => host.page.open?.dialog.close(),
      navigate: (frame, options) => this.navigate(options),
      popup: (frame, options, where) => popups.open(frame, options, where),
      "pop-popup": () => popups.back(),
      "close-popup": () => popups.closeAll(),
      modal: (frame, options, where) => host.stages.modal(frame, options, where),
      "update-modal": (frame, options) => host.stages.updateModal(options),
      "close-modal": () => host.stages.closeModal(),
      "board-bar": (frame, options, where) => host.stages.bar(frame, options, where),
      "close-board-bar": () => host.stages.closeBar(),
    };
  }

  async run(frame, command, options) {
    if (READS.includes(command)) return this.reads[command](options.fields ?? [], this.where(options));
    const handle = this.known[command];
    if (!handle) throw new ReadError("unsupported command", command);
    return handle(frame, options, this.where(options));
  }

  // Card and list of the request; both must be of this board.
  where({ context = {} }) {
    const { card, list } = context;
    return { card: this.store.cardsById.has(card) ? card : undefined, list: this.store.list(list) ? list : undefined };
  }

  // Each place holds one text, which only the Power-Up reads.
  data(frame, options) {
    const asked = options.idCard ? this.store.card(options.idCard)?.id : this.where(options).card;
    const { board, me, pluginData } = this.store.data;
    const shelf = (scope, thing, visibility) =>
      JSON.stringify(pluginData[[frame.powerUp.id, scope, thing, visibility].join("/")] ?? {});
    const shelves = (scope, thing) => ({ shared: shelf(scope, thing, "shared"), private: shelf(scope, thing, "private") });
    const found = { board: shelves("board", board.id), member: shelves("member", me.id) };
    return asked ? { ...found, card: shelves("card", asked) } : found;
  }

  async keep(frame, options) {
    const { board, me, pluginData } = this.store.data;
    const { scope, visibility } = options;
    const card = options.idCard ? this.store.card(options.idCard)?.id : this.where(options).card;
    const thing = { board: board.id, member: me.id, card }[scope];
    if (!thing) throw new ReadError("invalid context", `no ${scope} in this context`);
    const plugin = frame.powerUp.id;
    const key = [plugin, scope, thing, visibility].join("/");
    const after = JSON.parse(options.data);
    const remove = Object.keys(pluginData[key] ?? {}).filter((name) => !(name in after));
    await server.keep({ plugin, as: this.store.viewer, board: board.id, scope, thing, visibility, set: after, remove });
    pluginData[key] = after;
    this.host.render();
  }

  async jwt(frame, options) {
    const { state, includeCard } = options;
    const card = includeCard ? this.where(options).card : undefined;
    if (!this.store.data.me.id) throw new Error("not signed in");
    const order = { plugin: frame.powerUp.id, as: this.store.viewer, board: this.store.data.board.id, card, state };
    return (await server.jwt(order)).jwt;
  }

  resize(frame, { height }) {
    if (!Number.isFinite(height) || height < 0) throw new Error("the height must be a number of pixels");
    if (frame.kind === "section" && height > MAX_SECTION) throw new Error(`at most ${MAX_SECTION} pixels`);
    if (frame.kind === "connector") throw new ReadError("invalid context", "the connector has no size");
    frame.resize?.(height);
  }

  alert({ message, duration = 5, display = "info" }) {
    const fits = typeof message === "string" && message.length >= 1 && message.length <= 140;
    if (!fits) throw new Error("the message must have 1 to 140 characters");
    if (!(duration >= 5 && duration <= 30)) throw new Error("the duration must be 5 to 30 seconds");
    if (!(display in ALERTS)) throw new Error(`no display is called ${display}`);
    const label = this.host.page.say("close");
    this.closeAlert = notify(message, { kind: ALERTS[display], life: duration * 1000, label });
  }

  async attach(frame, options) {
    const { card } = this.where(options);
    if (!card) throw new ReadError("invalid context", "no card in this context");
    if (!/^https?:\/\//.test(options.url ?? "")) throw new Error("the url must be http or https");
    try {
      await this.store.act("attach", { card, url: options.url, name: options.name ?? "" });
    } catch (error) {
      throw error instanceof Refused ? new Error(error.message) : error;
    }
  }

  // Addresses of trello.com only; those of cards and boards lead to ours.
  navigate({ url }) {
    const { origin, pathname } = new URL(url, location.href);
    if (origin !== "https://trello.com") throw new Error("only addresses of Trello");
    const [, kind, link] = /^\/([bc])\/(\w+)/.exec(pathname) ?? [];
    if (kind === "c" && this.store.card(link)) this.host.page.openCard(link);
    else if (kind === "b" && link !== this.store.data.board.shortLink) location.assign(`/b/${link}${location.search}`);
    else if (!kind) visit({});
  }
}

// The host of all Power-Ups of this board.

import { server } from "../page/server.js";
import { Cards, pressable } from "./cards.js";
import { Commands } from "./commands.js";
import { secretOf } from "./frame.js";
import { Fronts } from "./fronts.js";
import { Journal } from "./journal.js";
import { Lists } from "./lists.js";
import { panelButton } from "./panel.js";
import { Popups } from "./popups.js";
import { PowerUp } from "./power_up.js";
import { buttons } from "./rules.js";
import { Stages } from "./stages.js";

const VERSION = "sandbox";

export function hostPowerUps(page) {
  const host = new Host(page);
  host.start();
  return host;
}

class Host {
  constructor(page) {
    Object.assign(this, { page, prefs: page.prefs, frames: new Set(), powerUps: [], listeners: new Set() });
    this.journal = new Journal(page.prefs.lang);
    this.popups = new Popups(this);
    this.stages = new Stages(this);
    this.commands = new Commands(this);
    this.fronts = new Fronts(this);
    this.cards = new Cards(this);
    this.lists = new Lists(this);
    this.panel = panelButton(this);
    this.anchor = null;
  }

  start() {
    addEventListener("message", (event) => {
      for (const frame of this.frames) if (event.source && event.source === frame.window) frame.receive(event);
    });
    this.page.boardButtons.replaceChildren(this.panel);
    this.prefs.listeners.add((theme) => this.tellTheme(theme));
    this.page.store.subscribe((data) => this.follow(data));
    this.follow(this.page.store.data);
  }

  // Power-Ups that were declared or withdrawn since; data and cards that changed.
  follow(data) {
    const print = JSON.stringify(data.powerUps);
    if (print !== this.print) this.declare(data.powerUps);
    this.print = print;
    this.fronts.soon();
    this.render();
  }

  declare(declared) {
    this.powerUps.forEach((one) => one.frame && one.stop());
    this.powerUps = declared.map((one) => new PowerUp(this, one));
    this.powerUps.forEach((one) => this.enabled(one) && one.start());
    this.changed();
  }

  get rights() {
    const { me } = this.page.store.data;
    return { canEdit: this.page.store.canEdit, admin: me.kind === "admin", signedIn: Boolean(me.id) };
  }

  // What a frame is told about where it is.
  context(powerUp, { card, list, el, command }) {
    const { board, me } = this.page.store.data;
    const right = this.page.store.canEdit ? "write" : "read";
    return {
      version: VERSION,
      member: me.id ?? "notLoggedIn",
      permissions: { board: right, card: right, organization: "read" },
      locale: this.prefs.lang === "en" ? "en-US" : "fr",
      theme: null,
      initialTheme: this.prefs.theme,
      board: board.id,
      plugin: powerUp.id,
      ...(card ? { card } : {}),
      ...(list ? { list } : {}),
      ...(el ? { el } : {}),
      ...(command ? { command } : {}),
    };
  }

  // Popups, modals and board bars need no t.signUrl: an address without signature gets one.
  sign(opener, url, where) {
    const address = new URL(url, "invalid:");
    if (!/^https?:$/.test(address.protocol)) throw new Error(`the url must be http or https, not ${url}`);
    const { powerUp } = opener;
    if (secretOf(url) === powerUp.secret) return url;
    const context = this.context(powerUp, where);
    const signed = { secret: powerUp.secret, context, locale: context.locale };
    address.hash = encodeURIComponent(JSON.stringify(signed));
    return address.href;
  }

  changed() {
    this.listeners.forEach((listener) => listener());
    this.boardButtons();
    this.fronts.soon();
    this.cards.start();
  }

  async boardButtons() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const offers = await Promise.all(
      this.powerUps.map(async (powerUp) => {
        const answer = await powerUp.ask("board-buttons");
        const kept = buttons(answer, this.rights, powerUp.noting("board-buttons"));
        return kept.map((one) => pressable(powerUp, one));
      }),
    );
    if (turn === this.turn) this.page.boardButtons.replaceChildren(...offers.flat(), this.panel);
  }

  // Secondary frames draw again whenever the board or stored data changed.
  render() {
    clearTimeout(this.rendering);
    this.rendering = setTimeout(() => this.frames.forEach((frame) => frame.render()), 100);
  }

  tellTheme(theme) {
    for (const frame of this.frames) if (frame.kind !== "connector") frame.post({ theme });
    this.boardButtons();
  }

  key(powerUp) {
    return `off ${powerUp.id} ${this.page.store.data.board.id}`;
  }

  enabled(powerUp) {
    return localStorage.getItem(this.key(powerUp)) === null;
  }

  async toggle(powerUp) {
    if (powerUp.state === "off") {
      localStorage.removeItem(this.key(powerUp));
      powerUp.greet = true;
      powerUp.start();
      this.changed();
      return;
    }
    await powerUp.ask("on-disable");
    localStorage.setItem(this.key(powerUp), "1");
    powerUp.stop();
  }

  async forget(powerUp) {
    await powerUp.ask("remove-data");
    await server.forget(powerUp.id);
  }

  async askAuthorizations() {
    for (const powerUp of this.powerUps) {
      const answer = await powerUp.ask("authorization-status");
      powerUp.authorized = answer ? Boolean(answer.authorized) : undefined;
    }
    this.listeners.forEach((listener) => listener());
  }
}

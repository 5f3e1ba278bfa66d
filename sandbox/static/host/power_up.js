// One Power-Up on this board: its connector, its secret, and what it is asked and may ask.

import { Frame } from "./frame.js";
import { CALLBACK_TIMEOUT, READY_TIMEOUT, TIMEOUTS, badUrl } from "./rules.js";

const PRESSED = "pressed"; // names the element of `host.anchor` in a context: without one there is no popup
const FROM_A_PRESS = new Set(["show-settings", "show-authorization"]);

export class PowerUp {
  constructor(host, { id, name, connector, capabilities }) {
    Object.assign(this, { host, id, name, connector, declared: new Set(capabilities), implemented: new Set() });
    Object.assign(this, { state: "off", frame: null, secret: randomSecret(), kept: new Map() });
  }

  start() {
    this.state = "loading";
    this.frame = new Frame(this, this.connector, { kind: "connector", title: this.name });
    document.getElementById("connectors").append(this.frame.element);
    this.timer = setTimeout(() => this.became("silent"), READY_TIMEOUT);
  }

  stop() {
    clearTimeout(this.timer);
    this.frame?.close();
    this.frame = null;
    this.became("off");
  }

  became(state) {
    this.state = state;
    if (state === "silent") this.note("ready", "silent");
    this.host.changed(this);
  }

  note(what, code, detail) {
    this.host.journal.add(this, what, code, detail);
  }

  noting(what) {
    return (code, detail) => this.note(what, code, detail);
  }

  // Requests of frames. Only the connector says `initialize` and `ready`.
  serve(frame, command, options) {
    if (frame.kind === "connector" && command === "initialize") return this.initialize(options);
    if (frame.kind === "connector" && command === "ready") return this.ready();
    return this.host.commands.run(frame, command, options);
  }

  initialize(capabilities) {
    this.implemented = new Set(Array.isArray(capabilities) ? capabilities : []);
    for (const name of this.implemented) {
      if (name !== "callback" && !this.declared.has(name)) this.note(name, "undeclared");
    }
    const context = this.host.context(this, {});
    const { locale, member, version } = context;
    return { secret: this.secret, locale, member, version };
  }

  ready() {
    clearTimeout(this.timer);
    this.became("ready");
    if (this.greet) this.ask("on-enable");
    this.greet = false;
  }

  offers(capability) {
    return this.state === "ready" && this.declared.has(capability) && this.implemented.has(capability);
  }

  // The checked answer of the connector, or undefined: what is late, wrong or refused is no answer.
  async ask(capability, where = {}, options = {}, timeout = TIMEOUTS[capability]) {
    if (!this.offers(capability)) return undefined;
    const el = FROM_A_PRESS.has(capability) ? PRESSED : undefined;
    const context = this.host.context(this, { ...where, el, command: capability });
    try {
      const answer = await this.frame.ask(capability, { ...options, context, locale: context.locale }, timeout);
      const wrong = badUrl(answer);
      if (wrong === undefined) return this.keep([capability, where.card, where.list].join(" "), this.live(this.frame, answer, where));
      this.note(capability, "url", wrong);
    } catch (error) {
      if (error.code === "late") this.note(capability, "late", error.message);
      else if (error.code !== "not handled") this.note(capability, "error", error.message);
    }
    return undefined;
  }

  // The functions of the answer before this one to the same question are needed no longer.
  keep(question, answer) {
    forget(this.kept.get(question));
    this.kept.set(question, answer);
    return answer;
  }

  // An answer whose `{_callback}` entries are functions `(options) -> promise`, kept alive until `forget`.
  live(frame, value, where) {
    if (Array.isArray(value)) return value.map((one) => this.live(frame, one, where));
    if (value === null || typeof value !== "object") return value;
    if (typeof value._callback === "string") return this.callable(frame, value._callback, where);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.live(frame, one, where)]));
  }

  callable(frame, callback, where) {
    const order = (action, options, el) => {
      const context = this.host.context(this, { ...where, el, command: "callback" });
      return frame.ask("callback", { action, callback, context, locale: context.locale, options }, CALLBACK_TIMEOUT);
    };
    order("retain").catch(() => {});
    const run = async (options = {}, el = undefined) => {
      const answer = await order("run", { locale: this.host.prefs.lang, ...options }, el);
      const wrong = badUrl(answer);
      if (wrong === undefined) return this.live(frame, answer, where);
      this.note("callback", "url", wrong);
      return undefined;
    };
    run.release = () => order("release").catch(() => {});
    return run;
  }

  // Run a function of an answer for a person who pressed something at `anchor`.
  press(run, anchor, options) {
    this.host.anchor = anchor;
    return run(options, PRESSED).catch((error) => this.note("callback", error.code === "late" ? "late" : "error", error.message));
  }
}

// Let the frame forget the functions of an answer that is no longer shown.
export function forget(value) {
  if (typeof value === "function") value.release?.();
  else if (value && typeof value === "object") Object.values(value).forEach(forget);
}

function randomSecret() {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

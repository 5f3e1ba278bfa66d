// One iframe of a Power-Up, and the messages between it and the host.

import { el } from "../page/dom.js";

const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads";

// The requests of the host that wait for an answer of any frame.
let lastId = 0;

export class Frame {
  // `credentialless` keeps cookies and storage of the user away, as third-party frames have none in Trello.
  constructor(powerUp, url, { kind, title }) {
    Object.assign(this, { powerUp, kind, url, origin: new URL(url).origin, waiting: new Map() });
    this.element = el("iframe", { title, referrerPolicy: "strict-origin" });
    this.element.setAttribute("sandbox", SANDBOX);
    this.element.setAttribute("credentialless", "");
    this.element.src = url;
    this.element.addEventListener("load", () => this.render());
    powerUp.host.frames.add(this);
  }

  get window() {
    return this.element.contentWindow;
  }

  get signed() {
    return secretOf(this.url) === this.powerUp.secret;
  }

  post(message) {
    this.window?.postMessage(message, this.origin);
  }

  render() {
    if (this.kind !== "connector" && this.signed) this.post("render");
  }

  say(type, data) {
    this.post({ type: "bulk", secret: this.powerUp.secret, data: [{ type, data }] });
  }

  // The answer to a request, as values with callable functions. Rejects for errors and lateness.
  ask(command, about, timeout) {
    const id = `host-${(lastId += 1)}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        reject(Object.assign(new Error(`${timeout} ms`), { code: "late" }));
      }, timeout);
      this.waiting.set(id, { resolve, reject, timer });
      this.say("request", { id, command, args: [about] });
    });
  }

  receive(event) {
    const message = event.data;
    if (event.origin !== this.origin) return this.powerUp.note(this.kind, "origin", event.origin);
    if (message === "done") return this.onDone?.();
    if (message?.type !== "bulk" || !Array.isArray(message.data)) return undefined;
    for (const { type, data } of message.data) {
      if (type === "response") this.settle(data);
      else if (this.trusts(data.command, message.secret)) this.serve(data);
      else this.powerUp.note(this.kind, "secret", data.command);
    }
    return undefined;
  }

  trusts(command, secret) {
    return (this.kind === "connector" && command === "initialize") || secret === this.powerUp.secret;
  }

  settle({ to, success, response }) {
    const asked = this.waiting.get(to);
    if (!asked) return;
    this.waiting.delete(to);
    clearTimeout(asked.timer);
    if (success) asked.resolve(response);
    else asked.reject(Object.assign(new Error(response?.message ?? "no reason"), { code: response?.code }));
  }

  async serve({ id, command, args = [] }) {
    try {
      const response = await this.powerUp.serve(this, command, args[0] ?? {});
      this.say("response", { to: id, success: true, response });
    } catch (error) {
      if (command !== "jwt") this.powerUp.note(command, "command", error.message);
      this.say("response", { to: id, success: false, response: { code: error.code, message: error.message } });
    }
  }

  close() {
    this.powerUp.host.frames.delete(this);
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.element.remove();
  }
}

export function secretOf(url) {
  try {
    return JSON.parse(decodeURIComponent(new URL(url).hash.slice(1))).secret ?? null;
  } catch {
    return null;
  }
}

export function withoutHash(url) {
  return url.split("#")[0];
}

// Requests and answers between this frame and the host, by postMessage. What is said in one turn goes
// in one message: `{type: "bulk", secret, data: [{type: "request" | "response", data}, …]}`.

const CODES = {
  PluginDisabled: "plugin disabled",
  InvalidContext: "invalid context",
  NotHandled: "not handled",
  UnsupportedCommand: "unsupported command",
};

function errorKind(name) {
  return class extends Error {
    constructor(message = name) {
      super(message);
      this.name = name;
      this.code = CODES[name];
    }
  };
}

const ERRORS = Object.fromEntries(Object.keys(CODES).map((name) => [name, errorKind(name)]));
const { NotHandled, UnsupportedCommand } = ERRORS;

const SCRIPT_ORIGIN = document.currentScript ? new URL(document.currentScript.src).origin : location.origin;
const HOST_ORIGIN = (location.ancestorOrigins && location.ancestorOrigins[0]) || SCRIPT_ORIGIN;

class PostMessageIO {
  constructor({ handlers, secret, targetOrigin = HOST_ORIGIN }) {
    Object.assign(this, { handlers, secret, targetOrigin, waiting: new Map(), queue: [] });
    this.listen();
  }

  listen() {
    this.onMessage = (event) => {
      if (event.source === window.parent && event.origin === this.targetOrigin) this.receive(event.data);
    };
    window.addEventListener("message", this.onMessage);
  }

  stop() {
    window.removeEventListener("message", this.onMessage);
  }

  receive(message) {
    const { type, data } = message || {};
    if (type === "bulk") data.forEach((each) => this.receive(each));
    else if (type === "request") this.answer(data);
    else if (type === "response") this.settle(data);
  }

  settle({ to, success, response }) {
    const asked = this.waiting.get(to);
    if (!asked) return;
    this.waiting.delete(to);
    if (success) asked.resolve(response);
    else asked.reject(revive(response, asked.command));
  }

  answer({ id, command, args = [] }) {
    const t = callbackHandler(this, command, args);
    PowerUpPromise.try(() => {
      const handle = this.handlers[command];
      if (!handle) throw new UnsupportedCommand(`unsupported command: ${command}`);
      return handle.call(t, t, ...args);
    })
      .then((result) => this.respond(id, true, prepare(result)))
      .catch((error) => this.respond(id, false, { code: error.code, message: String(error.message) }));
  }

  respond(to, success, response) {
    this.send("response", { to, success, response });
  }

  request(command, ...args) {
    const id = randomId();
    return new PowerUpPromise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, command });
      this.send("request", { id, command, args });
    });
  }

  send(type, data) {
    if (!this.queue.length) setTimeout(() => this.flush(), 0);
    this.queue.push({ type, data });
  }

  flush() {
    window.parent.postMessage({ type: "bulk", secret: this.secret, data: this.queue.splice(0) }, this.targetOrigin);
  }
}

function revive({ code, message }, command) {
  const name = Object.keys(CODES).find((each) => CODES[each] === code);
  return new (ERRORS[name] || Error)(`${message || ""} (Command: ${command})`);
}

// The `t` of one request of the host.
function callbackHandler(io, command, args) {
  return Object.assign(Object.create(HostHandlers), {
    ...ERRORS,
    NotHandled: (message) => new NotHandled(message),
    command,
    args,
    secret: io.secret,
    request: (...asked) => io.request(...asked),
  });
}

// Requests and answers between this frame and the host, by postMessage.

class NotHandled extends Error {
  constructor(message = "NotHandled") {
    super(message);
    this.name = "NotHandled";
  }
}

class PluginDisabled extends Error {}
class InvalidContext extends Error {}
class UnsupportedCommand extends Error {}
const ERRORS = { NotHandled, PluginDisabled, InvalidContext, UnsupportedCommand };

const SCRIPT_ORIGIN = document.currentScript ? new URL(document.currentScript.src).origin : location.origin;
const HOST_ORIGIN = (location.ancestorOrigins && location.ancestorOrigins[0]) || SCRIPT_ORIGIN;

class PostMessageIO {
  constructor({ handlers, secret = null, targetOrigin = HOST_ORIGIN }) {
    Object.assign(this, { handlers, secret, targetOrigin });
    this.waiting = new Map();
    this.listen();
  }

  listen() {
    this.onMessage = (event) => {
      if (event.source !== window.parent || event.origin !== this.targetOrigin) return;
      this.receive(event.data);
    };
    window.addEventListener("message", this.onMessage);
  }

  stop() {
    window.removeEventListener("message", this.onMessage);
  }

  receive(message) {
    if (message === null || typeof message !== "object") return;
    if (message.response) this.settle(message);
    else if (message.command) this.respond(message);
  }

  settle({ response, result, error }) {
    const asked = this.waiting.get(response);
    if (!asked) return;
    this.waiting.delete(response);
    if (error) asked.reject(revive(error));
    else asked.resolve(result);
  }

  respond({ id, command, args = [] }) {
    const [about = {}, options] = args;
    const t = callbackHandler(this, command, about, args);
    PowerUpPromise.try(() => {
      const handle = this.handlers[command];
      if (!handle) throw new UnsupportedCommand(command);
      return handle.call(t, t, command === "callback" ? about : options);
    })
      .then((result) => this.send({ response: id, result: prepare(result) }))
      .catch((error) => this.send({ response: id, error: { name: error.name, message: String(error.message) } }));
  }

  request(command, options) {
    const id = randomId();
    return new PowerUpPromise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ id, command, options: prepare(options), secret: this.secret });
    });
  }

  send(message) {
    window.parent.postMessage(message, this.targetOrigin);
  }
}

function revive({ name, message }) {
  const error = new (ERRORS[name] || Error)(message);
  error.name = name;
  return error;
}

// The `t` of one request of the host.
function callbackHandler(io, command, about, args) {
  return Object.assign(Object.create(HostHandlers), {
    ...ERRORS,
    NotHandled: (message) => new NotHandled(message),
    command,
    args,
    secret: io.secret,
    io,
    context: about.context || {},
  });
}

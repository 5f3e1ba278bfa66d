// The two ways in: `initialize` on the connector, `iframe` in every other frame.

class Plugin {
  constructor(handlers, options) {
    this.options = options;
    this.NotHandled = (message) => new NotHandled(message);
    this.handlers = { ...handlers, callback: runCallback };
    this.capabilities = Object.keys(this.handlers);
  }

  connect() {
    this.io = new PostMessageIO({ handlers: this.handlers, targetOrigin: this.options.targetOrigin });
    return this.io
      .request("initialize", this.capabilities)
      .then((answer) => {
        this.io.secret = answer.secret;
        window.locale = answer.locale || "en";
        return initLocalizer(window.locale, this.options);
      })
      .then(() => this.io.request("ready"))
      .then(() => this.io);
  }

  request(command, options) {
    return this.io.request(command, options);
  }
}

class IFrame {
  constructor(options) {
    const hash = readHash();
    this.options = options;
    this.secret = hash.secret || options.secret;
    this.args = [{ context: hash.context || options.context, secret: this.secret }].concat(hash.args);
    window.locale = hash.locale || "en";
    if (!this.secret) {
      console.warn("This frame has no secret: the host will not answer. Sign its address with t.signUrl.");
    }
    this.i18nPromise = initLocalizer(window.locale, options);
    const { secret } = this;
    this.io = new PostMessageIO({ handlers: { callback: runCallback }, secret, targetOrigin: options.targetOrigin });
    this.followTheme();
  }

  followTheme() {
    const { initialTheme, theme } = this.getContext() || {};
    const tokens = this.options.useADSTokens !== false;
    if (initialTheme || theme) useTheme(initialTheme || theme, tokens);
    window.addEventListener("message", ({ source, data }) => {
      if (source === window.parent && data && data.theme !== undefined) useTheme(data.theme, tokens);
    });
  }

  request(command, options) {
    return this.io.request(command, options);
  }

  render(draw) {
    if (typeof draw !== "function") throw new TypeError("render needs a function");
    if (this.onRender) window.removeEventListener("message", this.onRender);
    this.onRender = (event) => {
      if (event.source === window.parent && event.data === "render") this.i18nPromise.then(() => draw());
    };
    window.addEventListener("message", this.onRender);
  }
}
const own = { ...Object.getOwnPropertyDescriptors(HostHandlers) };
for (const kind of [Plugin, IFrame]) {
  for (const [name, what] of Object.entries(own)) {
    if (!(name in kind.prototype)) Object.defineProperty(kind.prototype, name, what);
  }
}

function readHash() {
  try {
    return JSON.parse(decodeURIComponent(location.hash.slice(1))) || {};
  } catch {
    return {};
  }
}

function runCallback(t, order) {
  return CallbackCache.callback(t, order, prepare);
}

let connector = null;
let frame = null;

window.TrelloPowerUp = {
  version: "1.25.1",
  Promise: PowerUpPromise,
  CallbackCache,
  PostMessageIO,
  util: {
    colors: { getHexString, namedColorStringToHex },
    initLocalizer,
    relativeUrl,
  },

  initialize(handlers, options = {}) {
    if (frame) console.warn("TrelloPowerUp.initialize() is for the connector only, not for a page with iframe().");
    if (!connector) {
      connector = new Plugin(handlers, options);
      connector.connect();
    }
    return connector;
  },

  iframe(options = {}) {
    if (connector) console.warn("TrelloPowerUp.iframe() is for secondary frames, not for the connector.");
    frame = frame || new IFrame(options);
    return frame;
  },
};

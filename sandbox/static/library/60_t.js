// What `t` can do: everything is a request to the host, which decides.

const HostHandlers = {
  getContext() {
    return this.context;
  },

  isMemberSignedIn() {
    return this.getContext().member !== "notLoggedIn";
  },

  memberCanWriteToModel(model) {
    const { permissions = {} } = this.getContext();
    return permissions[model] === "write";
  },

  arg(name, otherwise) {
    const given = this.args[1] || {};
    return name in given ? given[name] : otherwise;
  },

  signUrl(url, args = {}) {
    const whole = relativeUrl(url);
    const signed = { secret: this.secret, context: this.getContext(), args: [args], locale: window.locale };
    return `${whole.split("#")[0]}#${encodeURIComponent(JSON.stringify(signed))}`;
  },

  requestWithContext(command, options = {}) {
    return this.io.request(command, { ...options, context: this.getContext() });
  },

  safe(html) {
    const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
    return String(html).replace(/[&<>"']/g, (sign) => entities[sign]);
  },

  localizeKey,

  localizeKeys(keys) {
    return keys.map((key) => (Array.isArray(key) ? localizeKey(...key) : localizeKey(key)));
  },

  localizeNode(node) {
    [node, ...node.querySelectorAll("[data-i18n-id],[data-i18n-attrs]")].forEach(localizeElement);
  },

  // Stored data

  getAll() {
    return this.requestWithContext("data");
  },

  get(scope, visibility, key, otherwise) {
    return this.requestWithContext("data", { scope }).then((all) => {
      const shelf = ((all || {})[/^[0-9a-f]{24}$/.test(scope) ? "card" : scope] || {})[visibility] || {};
      if (key === undefined) return shelf;
      return key in shelf ? shelf[key] : otherwise;
    });
  },

  set(scope, visibility, key, value) {
    const entries = typeof key === "object" ? key : { [key]: value };
    return this.requestWithContext("set", { scope, visibility, entries });
  },

  remove(scope, visibility, keys) {
    return this.requestWithContext("remove", { scope, visibility, keys: [keys].flat() });
  },

  // Frames

  popup(options) {
    return this.requestWithContext("popup", framed(this, options));
  },

  overlay(options) {
    return this.requestWithContext("overlay", framed(this, options));
  },

  modal(options) {
    return this.requestWithContext("modal", framed(this, options));
  },

  boardBar(options) {
    return this.requestWithContext("board-bar", framed(this, options));
  },

  sizeTo(measure) {
    const element = typeof measure === "string" ? document.querySelector(measure) : measure;
    if (typeof measure === "string" && !element) {
      return PowerUpPromise.reject(new Error(`nothing on this page fits ${measure}`));
    }
    const height = typeof measure === "number" ? measure : heightOf(element);
    return this.requestWithContext("resize", { height });
  },

  jwt(options = {}) {
    return this.requestWithContext("jwt", { state: options.state, card: Boolean(options.card) });
  },

  notifyParent(message, { targetOrigin = HOST_ORIGIN } = {}) {
    if (message !== "done") return PowerUpPromise.reject(new Error("notifyParent knows only “done”"));
    window.parent.postMessage({ command: "notify", message, secret: this.secret }, targetOrigin);
    return PowerUpPromise.resolve();
  },

  // Looks

  getColorToken(name, otherwise) {
    const known = TOKENS[`--ds-${name.replace(/^color\./, "").replaceAll(".", "-")}`];
    return known ? `var(--ds-${name.replace(/^color\./, "").replaceAll(".", "-")}, ${otherwise || known[0]})` : otherwise;
  },

  getComputedColorToken(name) {
    const token = `--ds-${name.replace(/^color\./, "").replaceAll(".", "-")}`;
    return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  },

  subscribeToThemeChanges(listener) {
    themeListeners.add(listener);
    return () => themeListeners.delete(listener);
  },
};

const READS = ["board", "card", "cards", "list", "lists", "member", "organization"];
for (const what of READS) {
  HostHandlers[what] = function read(...fields) {
    return this.requestWithContext(what, { fields: fields.flat() });
  };
}
const COMMANDS = {
  updateModal: "update-modal",
  navigate: "navigate",
  alert: "alert",
  attach: "attach-to-card",
};
for (const [name, command] of Object.entries(COMMANDS)) {
  HostHandlers[name] = function ask(options) {
    return this.requestWithContext(command, options);
  };
}
const CLOSINGS = {
  hide: "close-popup",
  closePopup: "close-popup",
  back: "pop-popup",
  hideOverlay: "close-overlay",
  closeOverlay: "close-overlay",
  hideBoardBar: "close-board-bar",
  closeBoardBar: "close-board-bar",
  closeModal: "close-modal",
  hideAlert: "hide-alert",
  hideCard: "hide-card",
};
for (const [name, command] of Object.entries(CLOSINGS)) {
  HostHandlers[name] = function close() {
    return this.requestWithContext(command);
  };
}
HostHandlers.showCard = function showCard(card) {
  return this.requestWithContext("show-card", { card });
};

function framed(t, options) {
  const { args, mouseEvent, ...rest } = options;
  const url = options.url ? { url: t.signUrl(options.url, args) } : {};
  const place = mouseEvent ? { at: { x: mouseEvent.clientX, y: mouseEvent.clientY } } : {};
  return { ...rest, ...url, ...place };
}

function heightOf(element) {
  return Math.ceil(Math.max(element.scrollHeight, element.getBoundingClientRect().height));
}

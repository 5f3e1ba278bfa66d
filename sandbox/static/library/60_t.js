// What `t` can do: everything is a request to the host, which decides.

const JWTS = new Map(); // the tokens that the host still owes, by what was asked

const HostHandlers = {
  getContext() {
    return this.args[0].context;
  },

  isMemberSignedIn() {
    const { member } = this.getContext() || {};
    return Boolean(member) && member !== "notLoggedIn";
  },

  memberCanWriteToModel(model) {
    if (!this.isMemberSignedIn()) return false;
    if (!["board", "card", "organization"].includes(model)) throw new Error(`nothing is called ${model}`);
    const { permissions = {} } = this.getContext();
    return permissions[model] === "write";
  },

  arg(name, otherwise) {
    const given = this.args[1] || {};
    return name in given ? given[name] : otherwise;
  },

  signUrl(url, args) {
    const signed = { secret: this.secret, context: this.getContext(), locale: window.locale, args };
    return `${url.split("#")[0]}#${encodeURIComponent(JSON.stringify(signed))}`;
  },

  requestWithContext(command, options = {}) {
    return this.request(command, prepare({ ...options, context: this.getContext() }));
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
    return this.requestWithContext("data").then((all) =>
      Object.fromEntries(
        Object.entries(all).map(([scope, shelves]) => [
          scope,
          Object.fromEntries(Object.entries(shelves).map(([visibility, text]) => [visibility, JSON.parse(text)])),
        ]),
      ),
    );
  },

  get(scope, visibility, key, otherwise) {
    const place = placeOf(scope, visibility);
    return this.requestWithContext("data", place.idCard ? { idCard: place.idCard } : {}).then((all) => {
      const shelf = JSON.parse(((all || {})[place.scope] || {})[visibility] || "{}");
      if (key === undefined || key === null) return shelf;
      return key in shelf ? shelf[key] : otherwise;
    });
  },

  set(scope, visibility, key, value) {
    const entries = typeof key === "object" ? key : { [key]: value };
    return change(this, scope, visibility, (shelf) => ({ ...shelf, ...entries }));
  },

  remove(scope, visibility, keys) {
    const gone = [keys].flat();
    return change(this, scope, visibility, (shelf) =>
      Object.fromEntries(Object.entries(shelf).filter(([name]) => !gone.includes(name))),
    );
  },

  // Frames

  popup(options) {
    const place = pressedAt(options.mouseEvent);
    if (!this.getContext().el && !place) {
      const text = "a popup needs the t of the callback that was pressed, or the mouse event";
      return PowerUpPromise.reject(new Error(text));
    }
    const { title, callback } = options;
    return PowerUpPromise.try(() => popupContent(this, options)).then((content) =>
      this.requestWithContext("popup", { title, callback, content, pos: place }),
    );
  },

  modal(options) {
    const { fullscreen = false, height = 400 } = options;
    return this.requestWithContext("modal", { content: { ...stage(this, options), fullscreen, height } });
  },

  updateModal({ url, callback, ...content }) {
    if (url || callback) throw new Error("neither the url nor the callback of a modal changes");
    if (content.accentColor) content.accentColor = namedColorStringToHex(content.accentColor);
    return this.requestWithContext("update-modal", { content });
  },

  boardBar(options) {
    const { resizable = false, height = 200 } = options;
    return this.requestWithContext("board-bar", { content: { ...stage(this, options), resizable, height } });
  },

  sizeTo(measure) {
    const element = typeof measure === "string" ? document.querySelector(measure) : measure;
    if (typeof measure === "string" && !element) {
      return PowerUpPromise.reject(new Error(`nothing on this page fits ${measure}`));
    }
    const height = typeof measure === "number" ? measure : heightOf(element);
    if (!(height > 0)) return PowerUpPromise.reject(new Error(`the height must be positive, not ${height}`));
    return this.requestWithContext("resize", { height });
  },

  // Doings

  alert({ message, duration, display }) {
    const fits = typeof message === "string" && message.length >= 1 && message.length <= 140;
    if (!fits) return PowerUpPromise.reject(new Error("an alert has a message of 1 to 140 characters"));
    return this.requestWithContext("alert", { message, duration, display });
  },

  showCard(idCard) {
    if (!idCard || typeof idCard !== "string") return PowerUpPromise.reject(new Error("the id of a card is missing"));
    return this.requestWithContext("showCard", { idCard });
  },

  navigate(options) {
    if (typeof (options || {}).url !== "string") return PowerUpPromise.reject(new Error("the url is missing"));
    return this.requestWithContext("navigate", options);
  },

  attach(options) {
    if (!this.memberCanWriteToModel("card")) throw new Error("this member may not write on the card");
    return this.requestWithContext("attach-to-card", options);
  },

  jwt({ state = "", card = false } = {}) {
    if (!this.isMemberSignedIn()) return PowerUpPromise.reject(new Error("no active member in context"));
    if (card && !this.getContext().card) return PowerUpPromise.reject(new Error("no card in context"));
    if (typeof state !== "string" || state.length > 2048) {
      return PowerUpPromise.reject(new Error("the state is a text of at most 2048 characters"));
    }
    const { board, card: here } = this.getContext();
    const question = [board, card ? here : "", state].join(":"); // asked once until it is answered
    if (!JWTS.has(question)) {
      const answer = this.requestWithContext("jwt", { state, includeCard: card });
      JWTS.set(question, answer);
      answer.catch(() => {}).then(() => JWTS.delete(question));
    }
    return JWTS.get(question);
  },

  notifyParent(message, { targetOrigin = "*" } = {}) {
    window.parent.postMessage(message, targetOrigin);
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
    if (typeof listener !== "function") throw new TypeError("a listener is a function");
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
const CLOSINGS = {
  closePopup: "close-popup",
  back: "pop-popup",
  closeBoardBar: "close-board-bar",
  closeModal: "close-modal",
  hideAlert: "hideAlert",
  hideCard: "hideCard",
};
for (const [name, command] of Object.entries(CLOSINGS)) {
  HostHandlers[name] = function close() {
    return this.requestWithContext(command);
  };
}

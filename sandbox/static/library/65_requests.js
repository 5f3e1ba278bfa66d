// What the requests of `t` carry, in the shapes that the host knows.

const SCOPES = { board: 8192, card: 4096, member: 4096, organization: 8192 }; // characters of each
const CARD = /^([0-9a-f]{24}|[0-9a-zA-Z]{8})$/;

// Where data is kept: a scope, or the card of an id.
function placeOf(scope, visibility) {
  const place = CARD.test(scope) ? { scope: "card", idCard: scope } : { scope };
  if (!["shared", "private"].includes(visibility)) throw new Error("invalid value for visibility");
  if (!(place.scope in SCOPES)) throw new Error("invalid value for scope");
  return { ...place, visibility };
}

// Stored data is one text for each place: read, changed, written whole. One change waits for the other.
const turns = new Map();

function change(t, scope, visibility, make) {
  const place = placeOf(scope, visibility);
  const key = `${scope} ${visibility}`;
  const read = () => t.get(scope, visibility);
  const turn = (turns.get(key) || PowerUpPromise.resolve()).then(read, read).then((shelf) => {
    const data = JSON.stringify(make(shelf));
    if (data === JSON.stringify(shelf)) return undefined;
    const most = SCOPES[place.scope];
    if (data.length > most) throw new Error(`PluginData length of ${most} characters exceeded`);
    return t.requestWithContext("set", { ...place, data });
  });
  turns.set(key, turn);
  return turn;
}

function pressedAt(event) {
  return event ? { x: event.clientX, y: event.clientY } : undefined;
}

function popupContent(t, options) {
  const { url, items, search, type, width, height, args, title, callback, mouseEvent, ...more } = options;
  if (typeof url === "string") return { type: "iframe", url: t.signUrl(relativeUrl(url), args), width, height };
  if (items) return { type: "list", items: listed(items), search };
  if (type === "confirm") return confirmed(more);
  if (type === "date" || type === "datetime") return { type, callback, ...dates(more) };
  throw new Error("a popup has a url, items, or a type: confirm, date or datetime");
}

function listed(items) {
  if (Array.isArray(items) || typeof items === "function") return items;
  return Object.entries(items).map(([text, each]) => ({ text, ...(typeof each === "function" ? { callback: each } : each) }));
}

function confirmed(more) {
  const known = typeof more.message === "string" && typeof more.confirmText === "string";
  if (!known || typeof more.onConfirm !== "function") throw new Error("a confirm popup has message, confirmText and onConfirm");
  return { type: "confirm", ...more };
}

function dates({ date, minDate, maxDate }) {
  const given = Object.entries({ date, minDate, maxDate }).filter(([, each]) => each instanceof Date);
  return Object.fromEntries(given.map(([name, each]) => [name, each.toISOString()]));
}

function stage(t, { url, args, title, actions = [], accentColor, callback }) {
  if (typeof url !== "string" || !url) throw new Error("a valid url is missing");
  if (!Array.isArray(actions)) throw new Error("actions are an array");
  const color = accentColor && namedColorStringToHex(accentColor);
  return { type: "iframe", url: t.signUrl(relativeUrl(url), args), title, actions, accentColor: color, callback };
}

function heightOf(element) {
  return Math.ceil(Math.max(element.scrollHeight, element.getBoundingClientRect().height));
}

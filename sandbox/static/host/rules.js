// What Trello accepts from a Power-Up, as plain functions: give what is kept, tell what is not by `note(code, detail)`.

export const TIMEOUTS = {
  "card-badges": 10_000,
  "board-buttons": 10_000,
  "card-detail-badges": 5000,
  "card-buttons": 5000,
  "card-back-section": 5000,
  "show-settings": 5000,
  "show-authorization": 5000,
  "on-enable": 5000,
  "authorization-status": 1000,
  "remove-data": 1000,
  "list-actions": 150,
  "list-sorters": 150,
  "on-disable": 500,
};
export const HOVER_TIMEOUT = 500; // milliseconds for the menu of a list that the mouse is only over
export const READY_TIMEOUT = 30_000;
export const CALLBACK_TIMEOUT = 30_000;
export const MAX_SECTION = 1500; // pixels
const SHORTEST_REFRESH = 10; // seconds
const COLORS = new Set(["blue", "green", "orange", "red", "yellow", "purple", "pink", "sky", "lime", "light-gray"]);
const NO_COLOR = new Set([undefined, null, "none"]);
const GOOD_URL = /^(https?:\/\/|data:image\/[a-z0-9.+-]+;base64,)/i;
const CONDITIONS = {
  edit: ({ canEdit }) => canEdit,
  admin: ({ admin }) => admin,
  readOnly: ({ canEdit }) => !canEdit,
  signedIn: ({ signedIn }) => signedIn,
  signedOut: ({ signedIn }) => !signedIn,
  always: () => true,
};

// The first value under a key `url`, at any depth, that is no web address and no base64 picture.
export function badUrl(value) {
  if (Array.isArray(value)) return value.map(badUrl).find((one) => one !== undefined);
  if (value === null || typeof value !== "object") return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "url" && !(typeof inner === "string" && GOOD_URL.test(inner))) return String(inner);
    const found = badUrl(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function many(answer, note) {
  if (answer === undefined || answer === null) return [];
  if (Array.isArray(answer)) return answer.filter((one) => one !== null && typeof one === "object");
  note("shape", "array");
  return [];
}

// The badges of an answer; `{dynamic}` ones are checked when their function has given a badge.
export function badges(answer, note) {
  return many(answer, note).filter((one) => typeof one.dynamic === "function" || goodBadge(one, note));
}

export function goodBadge(badge, note) {
  const { text, title, color } = badge ?? {};
  const textGood = text === undefined || text === null || typeof text === "string" || Number.isFinite(text);
  if (!badge || !textGood) return refuse(note, "badge-text", typeof text);
  if (title !== undefined && typeof title !== "string") return refuse(note, "badge-title", typeof title);
  if (!NO_COLOR.has(color) && !COLORS.has(color)) return refuse(note, "color", color);
  return Boolean(text || text === 0 || badge.icon);
}

// Seconds until a dynamic badge is asked again, or null for never.
export function refreshOf(badge, note) {
  if (badge.refresh === undefined) return null;
  if (Number.isFinite(badge.refresh) && badge.refresh >= SHORTEST_REFRESH) return badge.refresh;
  refuse(note, "refresh", badge.refresh);
  return null;
}

export function buttons(answer, rights, note) {
  return many(answer, note).filter((one) => {
    if (typeof one.text !== "string" || !one.text) return refuse(note, "button-text", typeof one.text);
    const holds = CONDITIONS[one.condition ?? "edit"];
    return holds ? holds(rights) : refuse(note, "condition", one.condition);
  });
}

// Entries of a list's menu: too many of them and the surplus is not shown.
export function entries(answer, most, note) {
  const all = many(answer, note).filter((one) => {
    const good = typeof one.text === "string" && one.text && typeof one.callback === "function";
    return good || refuse(note, "entry", one.text);
  });
  if (all.length > most) refuse(note, "too-many", `${all.length} > ${most}`);
  return all.slice(0, most);
}

export function section(answer, note) {
  if (answer === undefined || answer === null) return null;
  const { title, content } = answer;
  const good = !Array.isArray(answer) && typeof title === "string" && content?.type === "iframe" && /^https?:/.test(content.url);
  if (!good) return refuse(note, "section", typeof answer) || null;
  if (content.height > MAX_SECTION) return refuse(note, "height", content.height) || null;
  return answer;
}

// A sorter must name every card of the list, each once.
export function sortedIds(answer, cards, note) {
  const ids = answer?.sortedIds;
  const expected = cards.map((card) => card.id);
  const same = Array.isArray(ids) && ids.length === expected.length && expected.every((id) => ids.includes(id));
  return same ? ids : refuse(note, "sorted", Array.isArray(ids) ? `${ids.length}/${expected.length}` : typeof ids) || null;
}

function refuse(note, code, detail) {
  note(code, String(detail));
  return false;
}

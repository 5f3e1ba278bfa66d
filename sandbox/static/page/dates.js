// Dates as people read them, in the browser's own time zone.

const DAY = 86_400_000;

const tag = (lang) => (lang === "en" ? "en-GB" : "fr-FR");

export function shortDate(iso, lang) {
  const date = new Date(iso);
  const year = date.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
  return new Intl.DateTimeFormat(tag(lang), { day: "numeric", month: "short", ...year }).format(date);
}

export function longDate(iso, lang) {
  return new Intl.DateTimeFormat(tag(lang), { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

export function ago(iso, lang, say) {
  const seconds = (new Date(iso) - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(tag(lang), { numeric: "auto" });
  if (seconds > -45) return say("justNow");
  if (seconds > -3600) return format.format(Math.round(seconds / 60), "minute");
  if (seconds > -86_400) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86_400), "day");
}

// done, overdue, soon (within a day) or later.
export function dueState({ due, dueComplete }) {
  if (dueComplete) return "done";
  const left = new Date(due) - Date.now();
  if (left < 0) return "overdue";
  return left < DAY ? "soon" : "later";
}

// The value of an <input type="datetime-local">, and back.
export function toLocal(iso) {
  const date = iso ? new Date(iso) : new Date(Date.now() + 17 * DAY);
  if (!iso) date.setHours(18, 0, 0, 0);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

export function fromLocal(value) {
  return new Date(value).toISOString();
}

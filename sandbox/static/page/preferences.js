// The viewer, the language and the theme: from the address, else from last time, else a good guess.

import { wordsFor } from "./words.js";

const FIRST_VIEWER = "zoe";

export function preferences(people) {
  const query = new URLSearchParams(location.search);
  const lang = query.get("lang") ?? sessionStorage.getItem("lang") ?? "fr";
  const asked = query.get("as") ?? sessionStorage.getItem("as") ?? FIRST_VIEWER;
  const known = asked === "nobody" || people.some((person) => person.username === asked);
  const viewer = known ? asked : (people[0]?.username ?? "nobody");
  sessionStorage.setItem("lang", lang);
  sessionStorage.setItem("as", viewer);
  const theme = query.get("theme") ?? localStorage.getItem("theme") ?? systemTheme();
  useTheme(theme);
  return { lang: lang === "en" ? "en" : "fr", viewer, theme, say: wordsFor(lang), listeners: new Set() };
}

function systemTheme() {
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

export function toggleTheme(prefs) {
  prefs.theme = prefs.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", prefs.theme);
  useTheme(prefs.theme);
  prefs.listeners.forEach((listener) => listener(prefs.theme));
}

// The same page with one thing of the address changed.
export function visit(changes) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
  location.assign(address);
}

export function addressOf(path, prefs) {
  return `${path}?${new URLSearchParams({ as: prefs.viewer, lang: prefs.lang })}`;
}

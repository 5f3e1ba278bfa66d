// What every page inside Trello shares: the words, the theme, and small ways to build a page.

export const words = JSON.parse(document.body.dataset.words);

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// An element: attributes, listeners (functions) and children (elements, texts, nothing).
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((each) => each || each === 0));
  return element;
}

const MARKS = {
  ok: "M5 12.5l4.500 4.500L19 7.500",
  blocks: "M7 7l10 10M17 7L7 17",
  warns: "M12 6v7M12 17.500v.1",
  wait: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.500V12l3 2",
  calm: "M8 12h8",
};

export function mark(kind, label) {
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `mark ${kind}`);
  svg.setAttribute("role", label ? "img" : "presentation");
  if (label) svg.setAttribute("aria-label", label);
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", MARKS[kind]);
  svg.append(path);
  return svg;
}

// Gives Trello's client for this frame, and keeps the page in Trello's theme. The colours are ours: the library
// would bring Trello's in a style element, which our content security policy refuses.
export function start() {
  const t = window.TrelloPowerUp.iframe({ useADSTokens: false });
  const paint = (theme) => {
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  };
  const context = t.getContext() || {}; // empty outside Trello: the page keeps the browser's theme
  paint(context.initialTheme || context.theme);
  t.subscribeToThemeChanges(paint);
  return t;
}

// Keeps the frame as high as its page.
export function follow(t, page) {
  let wanted = 0;
  new ResizeObserver(() => {
    const height = Math.min(Math.ceil(page.getBoundingClientRect().height), 1500);
    if (height === wanted) return;
    wanted = height;
    Promise.resolve(t.sizeTo(height)).catch(() => {});
  }).observe(page);
}

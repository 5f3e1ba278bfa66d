// Colours of the host's theme as CSS tokens, and Trello's names of colours.

const TOKENS = {
  "--ds-text": ["#1d2433", "#dde3ec"],
  "--ds-text-subtle": ["#48536a", "#a9b4c6"],
  "--ds-text-subtlest": ["#667085", "#8f9bb0"],
  "--ds-text-disabled": ["#9aa3b2", "#5d677a"],
  "--ds-text-inverse": ["#ffffff", "#161b24"],
  "--ds-text-brand": ["#2d5bd0", "#8fb1ff"],
  "--ds-text-danger": ["#ae2a19", "#ff9c8f"],
  "--ds-text-warning": ["#8a4b00", "#f5c26b"],
  "--ds-text-success": ["#1d6b43", "#7bdba8"],
  "--ds-text-information": ["#1f55c4", "#8fb8ff"],
  "--ds-link": ["#1f55c4", "#8fb8ff"],
  "--ds-icon": ["#48536a", "#b3bccb"],
  "--ds-border": ["#d5dae3", "#394254"],
  "--ds-border-bold": ["#737d90", "#8a94a7"],
  "--ds-border-input": ["#808a9d", "#77829a"],
  "--ds-border-focused": ["#2d6be0", "#85b0ff"],
  "--ds-surface": ["#ffffff", "#1c212b"],
  "--ds-surface-sunken": ["#f4f6f9", "#161a22"],
  "--ds-surface-raised": ["#ffffff", "#232935"],
  "--ds-surface-overlay": ["#ffffff", "#272e3b"],
  "--ds-background-input": ["#ffffff", "#1a1f29"],
  "--ds-background-neutral": ["#edf0f4", "#2e3645"],
  "--ds-background-neutral-hovered": ["#e2e6ed", "#3a4354"],
  "--ds-background-selected": ["#e7efff", "#1f3358"],
  "--ds-background-brand-bold": ["#2a5bd7", "#6d9bff"],
  "--ds-background-danger": ["#ffebe8", "#47211c"],
  "--ds-background-danger-bold": ["#c5301d", "#ff8f80"],
  "--ds-background-warning": ["#fff4df", "#3f2d0f"],
  "--ds-background-success": ["#e1f7ea", "#15382a"],
  "--ds-background-success-bold": ["#1f7a4d", "#5cc894"],
  "--ds-background-information": ["#e7f0ff", "#1a3157"],
};
const COLORS = {
  blue: "#2d6be0",
  green: "#2f8f5b",
  orange: "#cc6a17",
  red: "#c9372c",
  yellow: "#c79a00",
  purple: "#7a52c7",
  pink: "#c2448d",
  sky: "#1f8fb0",
  lime: "#5f8f1d",
  gray: "#6b7688",
  black: "#2a3140",
};
const themeListeners = new Set();

// With the tokens comes a style element of the library's own, which a page's policy must allow.
function useTheme(name, withTokens) {
  if (withTokens) {
    const dark = name === "dark";
    const style = document.querySelector("style[data-theme]") || document.head.appendChild(document.createElement("style"));
    style.dataset.theme = dark ? "dark" : "light";
    const lines = Object.entries(TOKENS).map(([token, values]) => `${token}:${values[dark ? 1 : 0]}`);
    style.textContent = `:root{${lines.join(";")}}`;
    document.documentElement.dataset.theme = "dark:dark light:light";
    document.documentElement.dataset.colorMode = dark ? "dark" : "light";
  }
  themeListeners.forEach((listener) => listener(name));
}

// `blue` or `blue#500`: the weight only darkens or lightens.
function getHexString(name, weight = 500) {
  const base = COLORS[name];
  if (!base) throw new Error(`no colour is called ${name}`);
  const aim = weight > 500 ? 0 : 255;
  const share = Math.min(Math.abs(weight - 500) / 500, 1) * 0.8;
  const parts = [1, 3, 5].map((at) => Number.parseInt(base.slice(at, at + 2), 16));
  return `#${parts.map((part) => Math.round(part + (aim - part) * share).toString(16).padStart(2, "0")).join("")}`;
}

function namedColorStringToHex(color) {
  if (color.startsWith("#")) return color;
  const [name, weight] = color.split("#");
  return getHexString(name, weight === undefined ? 500 : Number(weight));
}

// Making elements, icons, and keeping a row of them in step with data.

const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  plus: "M10 4v12M4 10h12",
  dots: "M5 10h.01M10 10h.01M15 10h.01",
  clock: "M10 3.500a6.500 6.500 0 1 0 .01 0M10 6.500V10l2.500 1.500",
  text: "M4 6h12M4 10h12M4 14h7",
  bubble: "M4 5h12v8.500H9L5.500 16.500v-3H4z",
  clip: "M13.500 6.500l-5.500 5.500a1.800 1.800 0 0 0 2.500 2.500l5.500-5.500a3.300 3.300 0 0 0-4.700-4.700L5.800 9.800a4.900 4.900 0 0 0 0 6.900",
  check: "M4.500 10.500l3.500 3.500 7.500-8",
  moon: "M15.500 12A6.500 6.500 0 0 1 8 4.500a6.500 6.500 0 1 0 7.500 7.500z",
  sun: "M10 6.500a3.500 3.500 0 1 0 .01 0M10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100",
  plug: "M7 3v4M13 3v4M5 7h10v2.500a5 5 0 0 1-10 0zM10 14.500V18",
  tag: "M4 4h6l6 6-6 6-6-6zM7 7h.01",
  person: "M10 4a3 3 0 1 0 .01 0M4 16.500c.7-3 3-4.500 6-4.500s5.300 1.500 6 4.500",
  arrow: "M4 10h11M11 5.500l4.500 4.500-4.500 4.500",
  box: "M3.500 5h13v3.500h-13zM5 8.500V16h10V8.500M8 11.500h4",
  left: "M12 4.500L6.500 10l5.500 5.500",
  gear: "M10 7.500a2.500 2.500 0 1 0 .01 0M10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.400 1.400M13.600 13.600L15 15M5 15l1.400-1.400M13.600 6.400L15 5",
  robot: "M4.500 8h11v8h-11zM10 8V4.500M7.500 11.500h.01M12.500 11.500h.01",
  boards: "M4 4h5v12H4zM11 4h5v7h-5z",
};

export function icon(name) {
  const holder = document.createElement("span");
  holder.className = "icon";
  holder.innerHTML = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`;
  return holder;
}

// el("button.primary", {onclick, "aria-label": …}, child, …): properties with a dash or `role` are attributes.
export function el(what, given = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "data") Object.assign(element.dataset, value);
    else if (name.includes("-") || ["role", "for", "list"].includes(name)) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function button(label, onclick, { symbol, kind = "", ...rest } = {}) {
  return el(`button.button${kind && `.${kind}`}`, { onclick, ...rest }, symbol ? icon(symbol) : null, el("span", {}, label));
}

export function iconButton(symbol, label, onclick, rest = {}) {
  return el("button.icon-button", { onclick, title: label, "aria-label": label, ...rest }, icon(symbol));
}

// Make the children of `parent` fit `things`: one element for each key, kept while its data stays the same.
export function syncChildren(parent, things, { key, draw }) {
  const known = new Map([...parent.children].map((one) => [one.dataset.key, one]));
  const wanted = things.map((thing) => current(known, String(key(thing)), thing, draw));
  known.forEach((element) => element.remove());
  wanted.forEach((element, index) => {
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
  });
}

function current(known, name, thing, draw) {
  const before = known.get(name);
  known.delete(name);
  const print = JSON.stringify(thing);
  if (before && before.print === print) return before;
  const element = draw(thing, before);
  element.dataset.key = name;
  element.print = print;
  if (before && before !== element) {
    before.replaceWith(element);
  }
  return element;
}

export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

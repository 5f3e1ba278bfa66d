// A menu that unfolds over the page; Escape closes it, and moving the focus elsewhere.

import { h } from "./page.js";

// `attributes`: of the whole; `label`: of its summary; `content`: what it holds; `unfolded()`: called when it opens.
export function menu(attributes, label, content, unfolded = () => {}) {
  const summary = h("summary", {}, label);
  const close = (focus) => {
    box.open = false;
    if (focus) summary.focus();
  };
  const left = (event) => event.relatedTarget && !box.contains(event.relatedTarget) && close(false);
  const escaped = (event) => {
    if (event.key !== "Escape" || !box.open) return;
    event.stopPropagation();
    close(true);
  };
  const toggled = () => box.open && unfolded();
  const box = h("details", { ...attributes, keydown: escaped, focusout: left, toggle: toggled }, summary, content);
  return { box, close };
}

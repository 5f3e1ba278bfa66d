// Dialogs: small ones beside what opened them, large ones over the page. Escape and a click outside close them.

import { el, iconButton } from "./dom.js";
import { newsHome } from "./news.js";

const MARGIN = 8; // pixels left free around a small dialog
const SHEET_BELOW = 480; // pixels of width under which small dialogs come from the bottom

// `anchor`: an element or a rectangle. Gives the dialog, with `.body`, `.setTitle` and `.place()`.
export function smallDialog({ anchor, title, content, say, onBack = null, onClose = null, width = 304 }) {
  const heading = el("h2", {}, title);
  const body = el("div.small-body", {}, content ?? []);
  const dialog = el("dialog.small", { "aria-label": title });
  const back = onBack ? iconButton("left", say("back"), onBack) : null;
  const bar = el("header", {}, back, heading, iconButton("close", say("close"), () => dialog.close()));
  dialog.append(bar, body);
  dialog.body = body;
  dialog.style.setProperty("--width", `${width}px`);
  dialog.place = () => place(dialog, anchor);
  dialog.setTitle = (text) => {
    heading.textContent = text;
    dialog.setAttribute("aria-label", text);
  };
  show(dialog, onClose);
  dialog.place();
  return dialog;
}

export function largeDialog({ label, className, content, onClose }) {
  const dialog = el(`dialog.large.${className}`, { "aria-label": label, tabIndex: -1 }, content);
  show(dialog, onClose);
  dialog.focus();
  return dialog;
}

// `close` ends the dialog at once, whoever calls it; the browser's own close (Escape) leads there too.
function show(dialog, onClose) {
  let ended = false;
  dialog.close = () => {
    if (ended) return;
    ended = true;
    hide(dialog);
    dialog.remove();
    onClose?.();
  };
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && outside(dialog, event)) dialog.close();
  });
  dialog.addEventListener("close", () => {
    if (!dialog.parked && !dialog.open) dialog.close();
  });
  document.body.append(dialog);
  reveal(dialog);
}

function reveal(dialog) {
  dialog.showModal();
  newsHome();
}

function hide(dialog) {
  HTMLDialogElement.prototype.close.call(dialog);
  newsHome(); // before the dialog goes, and the news with it
}

function outside(dialog, { clientX, clientY, detail }) {
  if (detail === 0) return false; // a key pressed a button
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

function place(dialog, anchor) {
  if (innerWidth < SHEET_BELOW) return;
  const from = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
  const { width, height } = dialog.getBoundingClientRect();
  const left = Math.max(MARGIN, Math.min(from.left, innerWidth - width - MARGIN));
  const below = from.bottom + 4;
  const fits = below + height <= innerHeight - MARGIN;
  const top = fits ? below : Math.max(MARGIN, Math.min(from.top - height - 4, innerHeight - height - MARGIN));
  dialog.style.left = `${left}px`;
  dialog.style.top = `${fits ? below : top}px`;
}

// Hide a dialog without forgetting it, and show it again.
export function park(dialog) {
  dialog.parked = true;
  hide(dialog);
}

export function unpark(dialog) {
  reveal(dialog);
  dialog.parked = false;
  dialog.place?.();
}

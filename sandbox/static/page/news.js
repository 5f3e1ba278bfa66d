// Short messages at the foot of the page, and what screen readers hear.

import { el, iconButton } from "./dom.js";

const LIFE = 6000; // milliseconds

export function notify(message, { kind = "info", life = LIFE, action = null, label = "×" } = {}) {
  const shown = el(`div.toast.${kind}`, {}, el("p", {}, message));
  const close = () => shown.remove();
  if (action) shown.append(el("button.link", { onclick: () => (close(), action.run()) }, action.label));
  shown.append(iconButton("close", label, close));
  newsHome().append(shown);
  if (life) setTimeout(close, life);
  return close;
}

// Above an open dialog the page is inert: the news goes into the topmost one.
export function newsHome() {
  const news = document.getElementById("news");
  const dialogs = document.querySelectorAll("dialog[open]");
  const top = dialogs[dialogs.length - 1] ?? document.body;
  if (news.parentElement !== top) top.append(news);
  return news;
}

export function announce(message) {
  document.getElementById("said").textContent = message;
}

export function failed(error, say) {
  notify(say("refused") + error.message, { kind: "error", label: say("close") });
}

// A text of a card as people read it: paragraphs, bold words and links; nothing of it is ever taken for HTML.

import { h } from "../page.js";

const PART = /\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)[^)]*\)|(https?:\/\/[^\s<>)\]]+)/g;

// Elements for this text, a paragraph for each block of lines.
export function shownText(text) {
  const blocks = text.split(/\n\s*\n/).filter((each) => each.trim());
  return blocks.map((each) => h("p", { class: "text" }, lineParts(each.replace(/\n\s*(-{3,}|_{3,}|\*{3,})\s*$/g, ""))));
}

function lineParts(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(PART)) {
    parts.push(plain(text.slice(at, found.index)), element(found));
    at = found.index + found[0].length;
  }
  return [...parts, plain(text.slice(at))];
}

// Trello's signs for headings, quotes, code and escaped characters say nothing to a reader.
const plain = (text) => text.replace(/^\s{0,3}(#{1,6}|>)\s+/gm, "").replace(/`/g, "").replace(/\\([\\`*_{}[\]()#+\-.!@])/g, "$1");

function element([, bold, label, address, bare]) {
  if (bold) return h("strong", {}, plain(bold));
  const url = address || bare;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label ? plain(label) : url);
}

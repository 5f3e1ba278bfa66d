// The part of Markdown that comments and descriptions use, made into elements, never into HTML text.

import { el } from "./dom.js";

const INLINE = /(\*\*(?<bold>[^*]+)\*\*|`(?<code>[^`]+)`|\[(?<name>[^\]]+)\]\((?<link>https?:[^)\s]+)\)|(?<bare>https?:\/\/[^\s<>)]+)|(?<![\wÀ-ÿ])[*_](?<em>[^*_]+)[*_](?![\wÀ-ÿ])|(?<at>@[\w-]+))/gu;

export function markdown(text) {
  const blocks = text.split(/\n{2,}/).filter((block) => block.trim());
  return el("div.markdown", {}, blocks.map(block));
}

function block(text) {
  const lines = text.split("\n");
  const heading = /^(#{1,4})\s+(.*)/.exec(lines[0]);
  if (heading && lines.length === 1) return el("p", {}, el("strong", {}, inline(heading[2])));
  if (/^---+$/.test(text.trim())) return el("hr");
  if (lines.every((line) => line.startsWith(">"))) {
    return el("blockquote", {}, inline(lines.map((line) => line.replace(/^>\s?/, "")).join("\n")));
  }
  const parts = [];
  for (const line of lines) addLine(parts, line);
  return el("div.block", {}, parts.map(draw));
}

// Lines gather into paragraphs and lists; an indented line belongs to the item above it.
function addLine(parts, line) {
  const item = /^\s*(?:[-*•]|(\d+)[.)])\s+(.*)/.exec(line);
  const last = parts[parts.length - 1];
  if (item) {
    const kind = item[1] ? "ol" : "ul";
    if (last?.kind === kind) last.items.push([item[2]]);
    else parts.push({ kind, items: [[item[2]]] });
  } else if (last?.items && /^\s{2,}\S/.test(line)) {
    last.items[last.items.length - 1].push(line.trim());
  } else if (last?.kind === "p") {
    last.items.push([line]);
  } else {
    parts.push({ kind: "p", items: [[line]] });
  }
}

function draw({ kind, items }) {
  if (kind === "p") return el("p", {}, inline(items.flat().join("\n")));
  return el(kind, {}, items.map((lines) => el("li", {}, inline(lines.join("\n")))));
}

function inline(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(...withBreaks(text.slice(from, found.index)), mark(found.groups));
    from = found.index + found[0].length;
  }
  return [...parts, ...withBreaks(text.slice(from))];
}

function mark({ bold, code, name, link, bare, em, at }) {
  if (bold) return el("strong", {}, inline(bold));
  if (code) return el("code", {}, code);
  if (em) return el("em", {}, em);
  if (at) return el("span.mention", {}, at);
  const address = link ?? bare;
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, name ?? bare);
}

function withBreaks(text) {
  return text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line]));
}

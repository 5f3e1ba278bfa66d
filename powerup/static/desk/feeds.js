// A person's calendars: secret addresses that can be made, changed and closed. An address is shown once.

import { h } from "../page.js";

export function calendars(desk) {
  const { words } = desk;
  const list = h("div", {});
  const section = h("section", { class: "feeds" }, h("h2", {}, words.calendars), h("p", { class: "hint" }, words.calendarsIntro), list);
  const draw = ({ feeds, links, url }, kind) =>
    list.replaceChildren(...feeds.map((each) => feed(desk, { ...each, links }, draw, each.kind === kind ? url : "")));
  desk.ask("feeds").then(draw, (error) => list.replaceChildren(h("p", { class: "trouble", role: "alert" }, error.message)));
  return section;
}

function feed(desk, { kind, since, links }, draw, url) {
  const { words } = desk;
  const name = kind === "all" ? "feedAll" : "feedMine";
  const make = press(desk, draw, "feeds", kind, since && [words.feedChangeAsk, words.feedChangeText, words.feedChange]);
  const close = press(desk, draw, "feeds/close", kind, [words.feedCloseAsk, words.feedCloseText, words.feedClose], words.feedClosed);
  return h(
    "div",
    { class: "feed", "data-kind": kind },
    h("h3", {}, words[name]),
    h("p", { class: "hint" }, words[`${name}Hint`]),
    h("p", {}, since || words.feedNone),
    url && shown(desk, kind, url),
    h(
      "p",
      { class: "row" },
      h("button", { type: "button", class: "plain small", click: make }, since ? words.feedChange : words.feedMake),
      since && h("button", { type: "button", class: "plain small", click: close }, words.feedClose),
    ),
    kind === "mine" && since && pages(desk, links, draw),
  );
}

// The pages of sessions on the phone: only for whoever wants them.
function pages(desk, open, draw) {
  const { words } = desk;
  const turn = async ({ currentTarget: button }) => {
    button.disabled = true;
    try {
      draw(await desk.ask("feeds/links", { body: { open: !open } }));
      desk.say(open ? words.linksClosed : words.linksOpened);
    } catch (error) {
      desk.say(error.message, "bad");
      button.disabled = false;
    }
  };
  const button = h("button", { type: "button", class: "plain small", click: turn }, open ? words.linksClose : words.linksOpen);
  return h("div", {}, h("h4", {}, words.links), h("p", { class: "hint" }, words.linksHint), h("p", { class: "row" }, button));
}

// Links that subscribe in one press: for the calendar of this machine, Google's, Outlook's.
function subscriptions(words, url, name) {
  const web = url.replace(/^https?:/, "webcal:");
  const link = (text, href, primary) => h("a", { class: `button ${primary ? "primary" : "plain"} small`, href, target: "_blank", rel: "noopener noreferrer" }, text);
  const outlook = new URLSearchParams({ url, name });
  return [
    link(words.feedOpen, web, true),
    link(words.feedGoogle, `https://calendar.google.com/calendar/r?${new URLSearchParams({ cid: web })}`),
    link(words.feedOutlook, `https://outlook.office.com/calendar/0/addfromweb?${outlook}`),
  ];
}

function shown(desk, kind, url) {
  const { words } = desk;
  const id = `feed-${kind}`;
  const field = h("input", { id, type: "text", readonly: true, value: url, focus: () => field.select() });
  const copy = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(url);
    } catch {
      if (!document.execCommand("copy")) return; // the older way, where a frame may not use the clipboard
    }
    desk.say(words.feedCopied);
  };
  return h(
    "div",
    { class: "state good" },
    h(
      "div",
      {},
      h("label", { for: id }, words.feedUrl),
      field,
      h("p", { class: "row" }, subscriptions(words, url, words[kind === "all" ? "feedAll" : "feedMine"])),
      h("p", { class: "row" }, h("button", { type: "button", class: "plain small", click: copy }, words.feedCopy)),
      h("p", { class: "hint" }, words.feedOnce),
    ),
  );
}

function press(desk, draw, path, kind, question, said) {
  return async ({ currentTarget: button }) => {
    if (question && !(await desk.confirm(question[0], h("p", {}, question[1]), question[2]))) return;
    button.disabled = true;
    try {
      draw(await desk.ask(path, { body: { kind } }), kind);
      if (said) desk.say(said);
    } catch (error) {
      desk.say(error.message, "bad");
      button.disabled = false;
    }
  };
}

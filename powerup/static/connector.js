// The connector: what Trello asks the Power-Up for, as long as the board is open.

import { ask, tellChange } from "./api.js";
import { badgeOf, boardData, current, rankOf } from "./badges.js";

const SPOKEN = JSON.parse(document.body.dataset.words);
const ICONS = new URL(document.body.dataset.icons, document.baseURI);
const REFRESH = 10; // seconds, the least that Trello allows
const LONGEST_ALERT = 140;
const PATIENCE = 3_000; // ms, of the 5 seconds in which Trello wants a card's buttons

const icon = (name) => new URL(`${name}.svg`, ICONS).href;

function languageOf(t) {
  const locale = t.getContext()?.locale || window.locale || navigator.language || "";
  const tag = locale.toLowerCase().split(/[-_]/)[0];
  return tag in SPOKEN ? tag : document.body.dataset.fallback;
}

const pause = (time) => new Promise((done) => setTimeout(done, time));
const wordsOf = (t) => SPOKEN[languageOf(t)];

function page(t, name) {
  const url = new URL(name, document.baseURI);
  url.searchParams.set("lang", languageOf(t));
  if (name === "panel") url.searchParams.set("v", document.body.dataset.edition);
  return url.href;
}

// Once the badges are there, the browser fetches the files that the first panel will need.
let warmed = false;

function warm() {
  if (warmed) return;
  warmed = true;
  for (const part of JSON.parse(document.body.dataset.parts)) fetch(part, { priority: "low" }).catch(() => {});
}

const board = (t) => current(t, languageOf(t), wordsOf(t));

async function cardBadges(t) {
  const [card] = await Promise.all([t.card("id", "idList"), board(t)]);
  warm();
  const { unknown } = wordsOf(t);
  if (!badgeOf(card, unknown)) return [];
  return [{ dynamic: () => board(t).then(() => dynamic(badgeOf(card, unknown))) }];
}

function dynamic(badge) {
  return badge ? { text: badge[0], color: badge[1], refresh: REFRESH } : { text: "", refresh: REFRESH };
}

async function cardDetailBadges(t) {
  const words = wordsOf(t);
  try {
    const answer = await ask(t, `card/${t.getContext().card}`, words, { language: languageOf(t), seconds: 4 });
    return answer.data.badges.map((each) => ({ ...each, callback: openPanel }));
  } catch (trouble) {
    if (trouble.code !== "offline") return [];
    return [{ title: words.name, text: words.unknown, color: "light-gray" }];
  }
}

function openPanel(t) {
  return t.popup({ title: wordsOf(t).name, url: page(t, "panel"), args: { popup: true }, height: 480 });
}

function cardBackSection(t) {
  return {
    title: wordsOf(t).panel,
    icon: icon("icon-gray"),
    content: { type: "iframe", url: t.signUrl(page(t, "panel")), height: 220 },
  };
}

async function say(t, work, message, display = "success") {
  try {
    const answer = await work();
    tellChange();
    return t.alert({ message: message(answer).slice(0, LONGEST_ALERT), duration: 6, display });
  } catch (trouble) {
    return t.alert({ message: trouble.message.slice(0, LONGEST_ALERT), duration: 10, display: "error" });
  }
}

const pressed = new Set(); // what is under way: a second click meanwhile does nothing

function press(path, message) {
  return async (t) => {
    const words = wordsOf(t);
    const target = `card/${t.getContext().card}/${path}`;
    if (pressed.has(target)) return undefined;
    pressed.add(target);
    const work = () => ask(t, target, words, { language: languageOf(t), body: {} });
    return say(t, work, (answer) => message(words, answer.data)).finally(() => pressed.delete(target));
  };
}

// A button that makes something new says so, and asks once more.
function askFirst(name, act) {
  return (t) => {
    const words = wordsOf(t);
    const onConfirm = (then) => act(then).finally(() => then.closePopup());
    return t.popup({ type: "confirm", title: words[name], message: words.linkText, confirmText: words.confirm, onConfirm });
  };
}

function askReason(action) {
  return (t) => {
    const args = { action, card: t.getContext().card };
    return t.popup({ title: wordsOf(t)[action], url: page(t, "act"), args, height: 190 });
  };
}

async function cardButtons(t) {
  const [card] = await Promise.all([t.card("id", "idList"), Promise.race([board(t), pause(PATIENCE)])]);
  const words = wordsOf(t);
  const data = boardData();
  if (!data) return [];
  const button = (name, callback) => ({ icon: icon("icon-gray"), text: words[name], callback });
  const judged = data.lists.includes(card.idList);
  return [
    judged && button("check", press("check", (w, panel) => w.checked.replace("{title}", panel.title.toLowerCase()))),
    data.incomplete.includes(card.idList) && button("putBack", press("put-back", (w) => w.isBack)),
    judged && button("suspend", askReason("suspend")),
    judged && data.manager && button("accept", askReason("accept")),
    data.linkable && button("link", askFirst("link", press("link", (w) => w.isLinked))),
  ].filter(Boolean);
}

// How many cards wait for this person, for the board's button; 0 where the server does not say.
async function waiting(t) {
  try {
    const answer = await ask(t, "desk/mine/count", wordsOf(t), { language: languageOf(t), seconds: 4 });
    return answer.data.count;
  } catch {
    return 0;
  }
}

async function boardButtons(t) {
  const words = wordsOf(t);
  const count = await waiting(t);
  return [
    {
      icon: { dark: icon("icon-light"), light: icon("icon-dark") },
      text: count ? `${words.desk} (${count})` : words.desk,
      condition: "edit",
      callback: (now) => now.modal({ title: words.desk, url: page(now, "desk"), fullscreen: true }),
    },
  ];
}

const dueOf = (card) => (card.due ? Date.parse(card.due) : Infinity);

function listSorters(t) {
  const words = wordsOf(t);
  const sorter = (text, compare) => ({
    text,
    callback: (_, { cards }) => ({ sortedIds: [...cards].sort(compare).map((card) => card.id) }),
  });
  board(t);
  return [
    sorter(words.byDue, (a, b) => compared(dueOf(a), dueOf(b))),
    sorter(words.byMissing, (a, b) => compared(rankOf(b.id), rankOf(a.id)) || compared(dueOf(a), dueOf(b))),
  ];
}

const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function listActions(t) {
  const words = wordsOf(t);
  const data = boardData();
  const { list } = t.getContext();
  if (data && list && !data.lists.includes(list)) return [];
  return [{ text: words.checkList, callback: checkList }];
}

async function checkList(t) {
  const words = wordsOf(t);
  const list = t.getContext().list || (await t.list("id")).id;
  const work = () => ask(t, `list/${list}/check`, words, { language: languageOf(t), body: {} });
  return say(t, work, () => words.listChecked, "info");
}

window.TrelloPowerUp.initialize({
  "card-badges": cardBadges,
  "card-detail-badges": cardDetailBadges,
  "card-back-section": cardBackSection,
  "card-buttons": cardButtons,
  "board-buttons": boardButtons,
  "list-sorters": listSorters,
  "list-actions": listActions,
  "show-settings": (t) => t.popup({ title: wordsOf(t).settings, url: page(t, "settings"), height: 260 }),
  "on-enable": (t) => t.modal({ title: wordsOf(t).welcome, url: page(t, "welcome"), height: 480 }),
  "on-disable": () => Promise.resolve(),
  "remove-data": () => Promise.resolve(), // nothing of ours is kept in Trello
  "authorization-status": () => ({ authorized: true }), // the service writes with its own token
});

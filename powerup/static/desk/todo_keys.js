// The queue with the keyboard alone.

let listening = false;

export function listen(pageNow) {
  if (listening) return;
  listening = true;
  document.addEventListener("keydown", (event) => {
    const it = pageNow();
    if (!it || !it.place.isConnected || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = typing(event) ? inField(it, event) : onPage(it, event);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

const typing = (event) => event.target.matches('input:not([type="checkbox"]), select, textarea');

function inField(it, event) {
  return event.key === "Escape" ? () => it.focusRow(Math.max(it.current, 0)) : null;
}

function onPage(it, event) {
  const entry = it.peek.isOpen() ? it.peek.entry() || it.rows[it.current] : it.rows[it.current];
  if (SCROLLS.includes(event.key) && event.target.closest(".peek")) return null;
  const run = everywhere(it)[event.key] || (entry && ofCard(it, entry)[event.key]);
  return run || atPlace(it, entry, event);
}

const SCROLLS = ["ArrowDown", "ArrowUp", "Home", "End", " "];

function everywhere(it) {
  return {
    j: () => it.focusRow(it.current + 1),
    ArrowDown: () => it.focusRow(it.current + 1),
    k: () => it.focusRow(it.current - 1),
    ArrowUp: () => it.focusRow(it.current - 1),
    Home: () => it.focusRow(0),
    End: () => it.focusRow(it.rows.length - 1),
    u: () => it.actor.undo(),
    "/": () => it.search(),
    "?": () => it.help(),
  };
}

function ofCard(it, entry) {
  const by = (key) => () => it.actor.byKey(entry, key);
  return {
    x: () => it.actor.toggle(entry),
    a: by("a"),
    r: by("r"),
    p: by("p"),
    v: by("p"), // an older key for the same
    s: by("s"),
    o: () => it.peek.open(entry),
    c: () => it.peek.open(entry, "comment"),
    O: () => it.desk.openCard(entry.row),
  };
}

// Keys that depend on the focus: on a row or an open card as a whole, or on something in it.
function atPlace(it, entry, event) {
  const { key, target } = event;
  const inRow = entry?.element.contains(target);
  if (key === "Escape") return leave(it, inRow);
  if (!entry) return null;
  if (target === entry.element || target.matches(".peek, body")) return whole(it, entry, event);
  const inside = inRow || target.matches(".peek button, .peek a");
  if (inside && key === "ArrowRight") return () => along(it, entry, target, 1);
  if (inside && key === "ArrowLeft") return () => along(it, entry, target, -1);
  return null;
}

function leave(it, inRow) {
  if (it.peek.isOpen()) return () => it.peek.close();
  return inRow ? () => it.focusRow(it.current) : null;
}

// A key that is held down acts only once.
function whole(it, entry, { key, repeat: held }) {
  if (key === "Enter") return () => held || it.actor.usual(entry);
  if (key === " ") return () => held || it.peek.open(entry);
  if (key === "ArrowRight") return () => along(it, entry, null, 1);
  return null;
}

// Moves the focus along the buttons: of the open card where there is one, else of the row.
function along(it, entry, from, step) {
  const place = it.peek.isOpen() ? it.peek.element.querySelector(".buttons") : entry.element;
  const buttons = [...place.querySelectorAll("button:not(:disabled)")];
  const at = buttons.indexOf(from);
  const next = at < 0 ? (step > 0 ? 0 : buttons.length - 1) : at + step;
  buttons[(next + buttons.length) % buttons.length]?.focus();
}

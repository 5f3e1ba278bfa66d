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
  const entry = it.rows[it.current];
  const inRow = entry?.element.contains(event.target);
  const by = (key) => () => it.actor.byKey(entry, key);
  const keys = {
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
  const ofRow = {
    x: () => it.actor.toggle(entry),
    a: by("a"),
    r: by("r"),
    v: by("v"),
    s: by("s"),
    o: () => it.desk.openCard(entry.row),
  };
  const inside = {
    Escape: () => it.focusRow(it.current),
    ArrowRight: () => along(entry, event.target, 1),
    ArrowLeft: () => along(entry, event.target, -1),
  };
  if (event.key === "Enter") return entry && event.target === entry.element ? () => along(entry, null, 1) : null;
  return keys[event.key] || (entry && ofRow[event.key]) || (inRow && inside[event.key]) || null;
}

function along(entry, from, step) {
  const buttons = [...entry.element.querySelectorAll("button:not(:disabled)")];
  const place = buttons.indexOf(from);
  const next = place < 0 ? (step > 0 ? 0 : buttons.length - 1) : place + step;
  buttons[(next + buttons.length) % buttons.length]?.focus();
}

// Where somebody was when they left the desk for a card, kept for half an hour and for this tab of the browser
// alone.

const KEY = "greffier-place";
const KEPT = 30 * 60_000; // milliseconds

export function keepPlace() {
  put({ hash: location.hash, at: Date.now() });
}

// The address (#…) that the desk had, or ""; it is given once.
export function keptPlace() {
  const { hash = "", at = 0 } = got();
  put(null);
  return Date.now() - at < KEPT ? hash : "";
}

// A browser may refuse to keep anything for a frame: the desk then opens at its beginning.
function got() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

function put(value) {
  try {
    if (value) sessionStorage.setItem(KEY, JSON.stringify(value));
    else sessionStorage.removeItem(KEY);
  } catch {
    // as above
  }
}

// What was typed of a report while the server was away, kept in this browser until the server has it.

const name = (session) => `greffier-report-${session}`;

export function keepHere(session, draft) {
  try {
    localStorage.setItem(name(session), JSON.stringify(draft));
  } catch {
    // a browser may refuse to keep anything for a frame: the draft is then on the screen alone
  }
}

export function kept(session) {
  try {
    return JSON.parse(localStorage.getItem(name(session)));
  } catch {
    return null;
  }
}

export function forget(session) {
  try {
    localStorage.removeItem(name(session));
  } catch {
    // nothing was kept
  }
}

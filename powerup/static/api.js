// Questions to our server. Each carries the identity that Trello signs; no cookie, nothing stored.

const API = new URL("api/", document.baseURI);
const SPARE = 60; // seconds before its end at which a token is replaced

let token = { value: "", until: 0 };
let unanswered = 0; // tokens that Trello never gave: makes the next question differ, or the library joins the old one

export class Trouble extends Error {
  constructor(code, message, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

function endOf(value) {
  try {
    return JSON.parse(atob(value.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).exp || 0;
  } catch {
    return 0;
  }
}

async function identity(t, words, until) {
  if (token.value && Date.now() / 1000 < token.until - SPARE) return token.value;
  let value;
  try {
    value = await within(until, t.jwt(unanswered ? { state: `${unanswered}` } : {}));
  } catch {
    throw new Trouble("signed-out", words.signIn);
  }
  if (!value) {
    unanswered += 1;
    throw new Trouble("offline", words.offline);
  }
  token = { value, until: endOf(value) };
  return value;
}

// What is promised, undefined where it takes longer than `until` (ms since 1970).
function within(until, promised) {
  let timer;
  const late = new Promise((done) => (timer = setTimeout(done, until - Date.now())));
  return Promise.race([promised, late]).finally(() => clearTimeout(timer));
}

// Options: language, body (makes it a POST), etag, seconds until it is given up (20 where none are said).
// Gives {status, data, etag}; throws `Trouble`, with a message for people.
export async function ask(t, path, words, options = {}) {
  const until = Date.now() + (options.seconds ?? 20) * 1000;
  const first = await send(t, path, words, options, until);
  if (first.status !== 401) return accepted(first);
  token = { value: "", until: 0 }; // expired early, or Trello changed its keys
  return accepted(await send(t, path, words, options, until));
}

async function send(t, path, words, { language, body, etag }, until) {
  const url = new URL(path, API);
  url.searchParams.set("lang", language || document.documentElement.lang);
  const headers = { Authorization: `Bearer ${await identity(t, words, until)}` };
  if (etag) headers["If-None-Match"] = etag;
  if (body) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(url, {
      method: body ? "POST" : "GET",
      headers,
      body: body && JSON.stringify(body),
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(Math.max(until - Date.now(), 0)),
    });
    const data = response.status === 304 ? null : await response.json();
    return { status: response.status, data, etag: response.headers.get("ETag") || "" };
  } catch {
    throw new Trouble("offline", words.offline, response?.status || 0);
  }
}

function accepted(answer) {
  if (answer.status < 400) return answer;
  throw new Trouble(answer.data.error, answer.data.message, answer.status);
}

// Our frames tell each other that a card has changed, so that its badge changes at once.
const channel = "BroadcastChannel" in window ? new BroadcastChannel("greffier") : null;

export function tellChange() {
  channel?.postMessage("changed");
}

export function onChange(listener) {
  channel?.addEventListener("message", listener);
}

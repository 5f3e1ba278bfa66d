// Functions inside answers stay here; the host gets `{_callback: id}` and asks to run, retain or release them.

const CALLBACK_LIFE = 120_000; // milliseconds for what the host neither retains nor releases
const LONGEST_ANSWER_DEPTH = 12;
const callbacks = new Map();

const CallbackCache = {
  serialize(run) {
    const id = randomId();
    callbacks.set(id, { run, timer: setTimeout(() => callbacks.delete(id), CALLBACK_LIFE) });
    return { _callback: id };
  },

  callback(t, { action, callback: id, options }, prepare) {
    const kept = callbacks.get(id);
    if (!kept) throw new NotHandled(`callback ${id} is gone`);
    if (action !== "run") clearTimeout(kept.timer);
    if (action === "release") callbacks.delete(id);
    if (action !== "run") return undefined;
    return PowerUpPromise.try(() => kept.run.call(t, t, options)).then(prepare);
  },

  reset() {
    callbacks.clear();
  },
};

function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Addresses of popups and modals may be relative to this page.
function relativeUrl(url) {
  return new URL(url, location.href).href;
}

// In answers only `./…` is completed, and only under these two keys.
function completed(text, key) {
  return (key === "url" || key === "icon") && text.startsWith("./") ? relativeUrl(text) : text;
}

// What may cross to the host: functions become callbacks, `./` addresses whole ones.
function prepare(value, key = "", depth = 0) {
  if (depth > LONGEST_ANSWER_DEPTH) throw new Error("the answer is nested too deeply");
  if (typeof value === "function") return CallbackCache.serialize(value);
  if (typeof value === "string") return completed(value, key);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((one) => prepare(one, key, depth + 1));
  if (value instanceof Event) return { x: value.clientX, y: value.clientY };
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([name, one]) => {
    const under = key === "icon" ? "icon" : name; // icon: {dark, light}
    return [name, prepare(one, under, depth + 1)];
  });
  return Object.fromEntries(entries);
}

// What the page asks of the sandbox's server.

export class Refused extends Error {}

async function read(answer) {
  if (answer.status === 204) return null;
  if (!answer.ok) throw new Refused(await answer.text());
  return answer.json();
}

async function send(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(path, { method, headers, body: JSON.stringify(body) }));
}

export const server = {
  boards: async () => read(await fetch("/page/boards")),
  talk: async (card) => read(await fetch(`/page/cards/${card}/talk`)),
  gesture: (member, gesture, what) => send("POST", "/sandbox/gestures", { member, gesture, ...what }),
  jwt: (order) => send("POST", "/host/jwt", order),
  keep: (order) => send("PUT", "/host/data", order),
  forget: (plugin) => send("DELETE", "/host/data", { plugin }),

  async board(link, viewer, after, signal) {
    const query = new URLSearchParams({ as: viewer });
    if (after !== null) query.set("after", after);
    return read(await fetch(`/page/boards/${link}?${query}`, { signal }));
  },
};

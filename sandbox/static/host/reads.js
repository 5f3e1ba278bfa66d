// What a Power-Up may read of the board, field by field: an unknown name is an error.

const CARD = [
  "attachments", "badges", "checklists", "closed", "cover", "customFieldItems", "dateLastActivity", "desc", "due",
  "dueComplete", "id", "idList", "idShort", "labels", "members", "name", "pos", "shortLink", "start", "url",
];
const BOARD = [
  "customFields", "dateLastActivity", "id", "idOrganization", "labels", "members", "memberships", "name", "shortLink",
  "url",
];
const MEMBER = ["id", "fullName", "username", "initials", "avatar"];
const LIST = ["id", "name", "cards"];

export class ReadError extends Error {
  // `code`: by which the library knows what kind of error it is.
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export class Reads {
  constructor(store) {
    this.store = store;
  }

  card(fields, { card }) {
    return pick(this.fullCard(this.inContext(card)), fields, CARD);
  }

  cards(fields) {
    return this.store.data.cards.map((card) => pick(this.fullCard(card), fields, CARD));
  }

  list(fields, { list, card }) {
    const id = list ?? (card && this.inContext(card).idList);
    const found = this.store.list(id);
    if (!found) throw new ReadError("invalid context", "no list in this context");
    return pick(this.fullList(found), fields, LIST);
  }

  lists(fields) {
    return this.store.data.lists.map((list) => pick(this.fullList(list), fields, LIST));
  }

  board(fields) {
    const { board, labels, members } = this.store.data;
    const shown = labels.map(({ id, name, color }) => ({ id, name, color }));
    return pick({ ...board, labels: shown, members: members.map(person) }, fields, BOARD);
  }

  member(fields) {
    const { me } = this.store.data;
    return pick(me.id ? person(me) : { id: "notLoggedIn" }, fields, MEMBER);
  }

  organization() {
    throw new ReadError("invalid context", "this board belongs to no organization");
  }

  inContext(id) {
    const found = id && this.store.cardsById.get(id);
    if (!found) throw new ReadError("invalid context", "no card in this context");
    return found;
  }

  fullList(list) {
    return { ...list, cards: this.store.cardsIn(list.id).map((card) => this.fullCard(card)) };
  }

  fullCard(card) {
    const labels = card.idLabels.map((id) => this.store.labelsById.get(id)).filter(Boolean);
    const members = card.idMembers.map((id) => this.store.membersById.get(id)).filter(Boolean);
    return {
      ...card,
      labels: labels.map(({ id, name, color }) => ({ id, name, color })),
      members: members.map(person),
    };
  }
}

function person({ id, fullName, username, initials, avatarUrl }) {
  return { id, fullName, username, initials, avatar: avatarUrl ?? null };
}

function pick(thing, fields, known) {
  const names = fields.includes("all") ? known : fields;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ReadError(undefined, `invalid field: ${unknown}`);
  return Object.fromEntries(["id", ...names].map((name) => [name, thing[name] ?? null]));
}

// What the host did not accept, for whoever writes a Power-Up. Real Trello keeps silent about most of it.

const LONGEST = 100;
const FR = {
  url: "la réponse entière est abandonnée : « url » n’est ni une adresse http(s) ni une image en base64",
  late: "pas de réponse à temps",
  error: "a répondu par une erreur",
  undeclared: "cette fonction n’est pas déclarée : elle n’est jamais demandée",
  origin: "message d’une autre origine, ignoré",
  secret: "message sans signature, ignoré (l’adresse de la fenêtre doit passer par t.signUrl)",
  silent: "le connecteur n’a pas dit « prêt » en 30 secondes",
  shape: "un tableau était attendu",
  "badge-text": "le texte d’un badge doit être un texte ou un nombre",
  "badge-title": "le titre d’un badge doit être un texte",
  color: "cette couleur de badge n’existe pas",
  refresh: "un badge ne se rafraîchit pas plus souvent que toutes les 10 secondes",
  "button-text": "un bouton a besoin d’un texte",
  condition: "cette condition n’existe pas : le bouton est caché",
  entry: "une entrée de menu a besoin d’un texte et d’une fonction",
  "too-many": "trop d’entrées : les dernières ne sont pas montrées",
  section: "il faut { title, icon, content: { type: \"iframe\", url } }",
  height: "une section ne dépasse pas 1500 pixels",
  sorted: "sortedIds doit nommer toutes les cartes de la liste",
  command: "demande refusée",
};
const EN = {
  url: "the whole answer is dropped: “url” is neither an http(s) address nor a base64 picture",
  late: "no answer in time",
  error: "answered with an error",
  undeclared: "this capability is not declared: it is never asked for",
  origin: "message from another origin, ignored",
  secret: "message without a signature, ignored (the address of the frame must come from t.signUrl)",
  silent: "the connector did not say “ready” within 30 seconds",
  shape: "an array was expected",
  "badge-text": "the text of a badge must be a text or a number",
  "badge-title": "the title of a badge must be a text",
  color: "there is no such badge colour",
  refresh: "a badge is not refreshed more often than every 10 seconds",
  "button-text": "a button needs a text",
  condition: "there is no such condition: the button is hidden",
  entry: "an entry of a menu needs a text and a function",
  "too-many": "too many entries: the last ones are not shown",
  section: "it must be { title, icon, content: { type: \"iframe\", url } }",
  height: "a section is at most 1500 pixels high",
  sorted: "sortedIds must name every card of the list",
  command: "request refused",
};

export class Journal {
  constructor(lang) {
    Object.assign(this, { words: lang === "en" ? EN : FR, entries: [], listeners: new Set() });
  }

  add(powerUp, what, code, detail = "") {
    const text = `${what}: ${this.words[code]}${detail ? ` (${String(detail).slice(0, LONGEST)})` : ""}`;
    const known = this.entries.find((one) => one.text === text && one.powerUp === powerUp.name);
    if (known) known.times += 1;
    else this.entries.push({ powerUp: powerUp.name, what, code, text, times: 1 });
    this.listeners.forEach((listener) => listener());
  }
}

// The projects by course: two rows of switches for each course, a button for all of a row, and a search.

import { fill, h } from "../page.js";

export function courses(it) {
  const { words, data } = it;
  const none = h("p", { class: "hint", hidden: true }, words.none);
  const boxes = data.courses.map((course) => ({ course, element: box(it, course) }));
  const input = h("input", { id: "project-search", type: "search", placeholder: words.search, "aria-label": words.search, autocomplete: "off" });
  input.addEventListener("input", () => {
    const found = boxes.filter((each) => matches(it, each.course, input.value));
    for (const each of boxes) each.element.hidden = !found.includes(each);
    none.hidden = found.length > 0;
    if (found.length === 1) found[0].element.open = true;
  });
  return [h("p", { class: "hint" }, words.projectsHint), input, h("div", { class: "courses" }, boxes.map((each) => each.element)), none];
}

// A course may have projects of its own: two courses may have a P7 each.
const projectsOf = (it, course) => it.data.own[course] || it.data.projects;

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function matches(it, course, text) {
  const names = [course, ...projectsOf(it, course).map((each) => each.name)].map(plain);
  return plain(text).split(/\s+/).every((word) => names.some((name) => name.includes(word)));
}

function box(it, course) {
  const counts = h("span", { class: "hint" });
  const tell = () => {
    const count = (kind) => (it.profile[kind][course] || []).length;
    counts.textContent = fill(it.words.counts, { mentors: count("mentors"), validates: count("validates") });
  };
  const fresh = it.data.new.some(([each]) => each === course);
  tell();
  const rows = ["mentors", "validates"].map((kind) => row(it, course, kind, tell));
  const some = (it.profile.mentors[course] || []).length + (it.profile.validates[course] || []).length;
  return h(
    "details",
    { class: "course", open: fresh || some > 0 },
    h("summary", {}, h("strong", {}, course), fresh && h("span", { class: "badge sky" }, it.words.isNew), counts),
    rows,
  );
}

function row(it, course, kind, tell) {
  const { words, profile } = it;
  const projects = projectsOf(it, course);
  const chosen = () => profile[kind][course] || [];
  const chips = projects.map((project) => ({ project, button: null }));
  const paint = () => {
    for (const { project, button } of chips) button.setAttribute("aria-pressed", String(chosen().includes(project.key)));
    whole.setAttribute("aria-pressed", String(chosen().length === projects.length));
    tell();
  };
  const set = (keys) => {
    profile[kind][course] = keys;
    it.touch();
    paint();
  };
  const flip = (key) => () => set(chosen().includes(key) ? chosen().filter((each) => each !== key) : [...chosen(), key]);
  for (const each of chips) {
    each.button = h("button", { type: "button", class: "chip", click: flip(each.project.key) }, each.project.name);
  }
  const every = projects.map((each) => each.key);
  const whole = h("button", { type: "button", class: "chip whole", click: () => set(chosen().length === every.length ? [] : every) }, words.whole);
  paint();
  return h("div", { class: "row", role: "group", "aria-label": `${words[kind]} : ${course}` }, h("span", { class: "kind" }, words[kind]), h("div", { class: "chips" }, whole, chips.map((each) => each.button)));
}

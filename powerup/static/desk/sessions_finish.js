// « Terminer la session »: one tap for each of the last goals, goals for next week, and the rest. At each pause a
// draft is kept by the server, or in this browser while the server is away.

import { fill, h } from "../page.js";
import { forget, kept as keptHere, keepHere } from "./drafts_here.js";

const PAUSE = 1_200; // ms without a key after which the draft is kept
const OUTCOMES = ["reached", "partly", "missed"];

export async function finishBox(desk, row) {
  const data = await desk.ask(`sessions/one/${row.id}`);
  return new Promise((resolve) => open(desk, row, data, resolve));
}

function open(desk, row, data, resolve) {
  const { words } = desk;
  const it = { desk, row, data, judged: {}, carried: new Set(), next: "", timer: 0 };
  const here = keptHere(row.id);
  const draft = here || data.report.draft || {};
  if (data.times.some((each) => each.starts === draft.next)) it.next = draft.next;
  Object.assign(it.judged, draft.judged || {});
  for (const each of draft.carried || []) it.carried.add(each);
  const status = h("p", { class: "hint", role: "status" });
  const trouble = h("div", { role: "alert" });
  const area = (id, label, value, rows = 3) => {
    const input = h("textarea", { id: `end-${id}`, rows, maxlength: 8000, input: () => later() });
    input.value = value || "";
    return { input, row: h("div", { class: "field" }, h("label", { for: input.id }, label), input) };
  };
  const goals = area("goals", data.adjusts ? words.adjustments : words.newGoals, (draft.goals || []).join("\n") || data.setGoals.map((each) => each.text).join("\n"));
  const blockers = area("blockers", words.blockers, draft.blockers ?? data.report.blockers, 2);
  const more = area("more", words.moreText, draft.more ?? data.report.more, 2);
  const hidden = area("private", words.private, draft.private ?? data.report.private, 2);
  const defence = h("input", { id: "end-defence", type: "datetime-local", value: draft.defence || null, input: () => later() });

  const body = () => ({
    judged: it.judged,
    carried: [...it.carried],
    goals: goals.input.value.split("\n").map((each) => each.trim()).filter(Boolean),
    blockers: blockers.input.value,
    more: more.input.value,
    private: hidden.input.value,
    next: it.next,
    defence: defence.value,
  });
  const keep = async () => {
    try {
      const { kept } = await desk.ask(`sessions/one/${row.id}/draft`, { body: body() });
      forget(row.id);
      status.textContent = fill(words.kept, { kept });
    } catch {
      keepHere(row.id, body());
      status.textContent = words.notKept;
      if (dialog.isConnected) later(PAUSE * 5);
    }
  };
  const later = (wait = PAUSE) => {
    clearTimeout(it.timer);
    it.timer = setTimeout(keep, wait);
  };
  const dialog = h("dialog", { class: "box finish", "aria-labelledby": "end-title" });
  const end = (done) => {
    clearTimeout(it.timer);
    dialog.remove();
    resolve(done);
  };
  let busy = false;
  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    clearTimeout(it.timer);
    trouble.replaceChildren();
    const [date, time] = defence.value.split("T");
    const more = { next: it.next || null, defence: date ? { date, time } : null };
    try {
      const done = await desk.ask(`sessions/one/${row.id}/finish`, { body: { ...body(), ...more } });
      forget(row.id);
      return end(done);
    } catch (error) {
      trouble.replaceChildren(h("p", { class: "trouble" }, error.message));
      later();
    }
    busy = false;
    return null;
  };
  const close = () => {
    keep();
    end(null);
  };
  dialog.append(
    h("form", { submit },
      h("h2", { id: "end-title" }, fill(words.finishTitle, { name: row.student.name })),
      h("div", { class: "box-content" },
        judging(it, later),
        goals.row,
        times(it, later),
        h("details", { open: Boolean(blockers.input.value || more.input.value || hidden.input.value) },
          h("summary", {}, `${words.blockers}, ${words.moreText.toLowerCase()}…`),
          blockers.row, more.row, h("p", { class: "hint" }, words.forStudent), hidden.row),
        data.asksDefence && h("div", { class: "field" }, h("label", { for: "end-defence" }, words.defence), defence),
        status, trouble),
      h("p", { class: "row" }, h("button", { class: "primary" }, words.endSession), h("button", { type: "button", class: "plain", click: close }, words.cancelForm))),
  );
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) dialog.querySelector("form").requestSubmit();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  document.body.append(dialog);
  dialog.showModal();
  if (here) later(0); // typed while the server was away: it gets the draft now
  (dialog.querySelector(".judge button") || goals.input).focus();
}

// The goals of last time: one tap each; a missed one is kept for next week unless one says otherwise.
function judging(it, changed) {
  const { words } = it.desk;
  if (!it.data.openGoals.length) return null;
  const goal = (each) => {
    const carry = h("input", { type: "checkbox", checked: it.carried.has(each.id) });
    const keep = h("label", { class: "carry", hidden: it.judged[each.id] !== "missed" }, carry, " ", words.carry);
    const buttons = OUTCOMES.map((name) =>
      h("button", { type: "button", class: "plain small", "aria-pressed": String(it.judged[each.id] === name), click: () => judge(name) }, words[name]),
    );
    const judge = (name) => {
      it.judged[each.id] = name;
      OUTCOMES.forEach((known, place) => buttons[place].setAttribute("aria-pressed", String(known === name)));
      keep.hidden = name !== "missed";
      carried(name === "missed");
    };
    const carried = (yes) => {
      carry.checked = yes;
      if (yes) it.carried.add(each.id);
      else it.carried.delete(each.id);
      changed();
    };
    carry.addEventListener("change", () => carried(carry.checked));
    return h("li", {}, h("p", {}, each.text), h("p", { class: "row", role: "group", "aria-label": each.text }, buttons), keep);
  };
  return h("section", {}, h("h3", {}, words.lastGoals), h("ul", { class: "judge" }, it.data.openGoals.map(goal)));
}

function times(it, changed) {
  const { words } = it.desk;
  if (!it.data.times.length) return null;
  const chips = it.data.times.map((each) => h("button", { type: "button", class: "chip", "aria-pressed": String(each.starts === it.next), click: () => choose(each) }, each.text));
  const choose = (chosen) => {
    it.next = it.next === chosen.starts ? "" : chosen.starts;
    it.data.times.forEach((each, place) => chips[place].setAttribute("aria-pressed", String(each.starts === it.next)));
    changed();
  };
  return h("section", {}, h("h3", {}, words.nextTime), h("div", { class: "chips" }, chips));
}

// What is pressed less often of a session: another status, a colleague who holds it, its video link; and the
// filters of the history.

import { fill, h } from "../page.js";

const field = (label, input) => h("div", { class: "field" }, h("label", { for: input.id }, label), input);

// Gives {status, told} as chosen, null where nothing was.
export async function statusBox(desk, row) {
  const { words } = desk;
  const begun = row.possible.includes("done");
  const choices = [
    row.possible.includes("done") && ["done", words.held],
    row.possible.includes("absent") && ["absent", words.wasAbsent],
    ["cancel", words.wasCancelled],
    ["called-off", words["called-off"]],
  ].filter(Boolean);
  const date = h("input", { id: "told-date", type: "date" });
  const time = h("input", { id: "told-time", type: "time", step: 300, value: "18:00" });
  const told = h("div", { hidden: true }, h("div", { class: "foot" }, field(words.toldAt, date), field(words.toldAtTime, time)), !begun && h("p", { class: "hint" }, words.toldHint));
  const changed = (event) => {
    told.hidden = event.target.value !== "cancel";
    date.required = begun && !told.hidden; // once it has begun, when the student cancelled must be told
  };
  const radios = choices.map(([value]) => h("input", { type: "radio", name: "status", value, required: true, change: changed }));
  const lines = choices.map(([, text], place) => h("p", {}, h("label", { class: "choose" }, radios[place], ` ${text}`)));
  if (!(await desk.confirm(fill(words.statusOf, row.student), [...lines, told], words.save))) return null;
  const status = radios.find((each) => each.checked).value;
  return { status, told: status === "cancel" && date.value ? { date: date.value, time: time.value } : null };
}

// Gives {member} as chosen, null where nothing was.
export async function colleagueBox(desk, row) {
  const { words } = desk;
  const { people } = await desk.ask(`sessions/one/${row.id}/colleagues`);
  const choice = h("select", { id: "hand-to", required: true }, h("option", { value: "" }, ""), people.map((each) => h("option", { value: each.id }, each.name)));
  const content = [h("p", { class: "hint" }, words.handHint), field(words.colleague, choice)];
  if (!(await desk.confirm(fill(words.handTitle, row.student), content, words.save))) return null;
  return { member: choice.value };
}

// Gives {url} as typed, null where nothing was.
export async function videoBox(desk, row) {
  const { words } = desk;
  const url = h("input", { id: "video-url", type: "url", pattern: "https://.*", maxlength: 500, placeholder: "https://", value: row.video });
  if (!(await desk.confirm(fill(words.videoTitle, row.student), [field(words.videoUrl, url)], words.save))) return null;
  return { url: url.value };
}

const STATUSES = ["unset", "done", "absent", "cancelled", "cancelled-late", "called-off"];
const PAGE = 50;

// The sessions that have begun, by student and status, fifty at a time. `draw(row)` makes the element of one.
export function history(desk, draw) {
  const { words } = desk;
  const list = h("ul", { class: "cards sessions" });
  const count = h("p", { class: "hint", role: "status" });
  const more = h("button", { type: "button", class: "plain", hidden: true }, words.more);
  let next = 0;
  let asked = 0;
  const load = async () => {
    const mine = ++asked;
    const query = new URLSearchParams({ page: next, student: student.value, status: status.value });
    try {
      const data = await desk.ask(`sessions/history?${query}`);
      if (mine !== asked) return; // another choice was made meanwhile
      list.append(...data.rows.map(draw));
      next += 1;
      more.hidden = next * PAGE >= data.total;
      count.textContent = data.total ? fill(words.historyCount, { count: data.total }) : words.noHistory;
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
  };
  const again = () => {
    next = 0;
    list.replaceChildren();
    load();
  };
  const student = h("select", { id: "history-student", change: again }, h("option", { value: "" }, words.all));
  const status = h("select", { id: "history-status", change: again }, h("option", { value: "" }, words.everyStatus), STATUSES.map((each) => h("option", { value: each }, words[`is-${each}`])));
  more.addEventListener("click", load);
  const open = async (event) => {
    if (!event.target.open || asked) return;
    load();
    const { students } = await desk.ask("students").catch(() => ({ students: [] }));
    student.append(...students.map((each) => h("option", { value: each.id }, each.name)));
  };
  const filters = h("div", { class: "foot" }, field(words.student, student), field(words.status, status));
  return h("details", { class: "history", toggle: open }, h("summary", {}, words.history), filters, count, list, more);
}

// Choosing when a session takes place: three proposals, each a button, or a date and a time.

import { h } from "../page.js";

// Gives the server's answer to what was booked or moved, null where nothing was chosen. `how`: {path, times, title}.
export async function chooseTime(desk, student, how = {}) {
  const path = how.path || `students/${student.id}/book`;
  const asked = how.times || `students/${student.id}/proposals`;
  const first = await desk.ask(asked);
  return new Promise((resolve) => open(desk, { path, title: how.title || desk.words.plan, student, asked, first }, resolve));
}

function open(desk, { path, title, student, asked, first }, resolve) {
  const { words } = desk;
  const dialog = h("dialog", { class: "box", "aria-labelledby": "times-title" });
  const trouble = h("div", { role: "alert" });
  let busy = false;
  const end = (done) => {
    dialog.remove();
    resolve(done);
  };
  const act = async (body) => {
    if (busy) return;
    busy = true;
    trouble.replaceChildren();
    try {
      end(await desk.ask(path, { body }));
    } catch (error) {
      trouble.replaceChildren(h("p", { class: "trouble" }, error.message));
    }
    busy = false;
  };
  const chip = (each) => h("button", { type: "button", class: "chip", click: () => act({ starts: each.starts }) }, each.text);
  const chips = h("div", { class: "chips", role: "group", "aria-label": words.times });
  const none = h("p", {}, words.noTimes);
  let following = "";
  const draw = ({ times, next }) => {
    following = next;
    chips.replaceChildren(...times.map(chip));
    none.hidden = times.length > 0;
  };
  const later = async () => {
    try {
      draw(await desk.ask(`${asked}?monday=${following}`));
    } catch (error) {
      trouble.replaceChildren(h("p", { class: "trouble" }, error.message));
    }
  };
  draw(first);
  const date = h("input", { id: "times-date", type: "date", required: true });
  const time = h("input", { id: "times-time", type: "time", required: true, step: 300, value: "18:00" });
  const submit = (event) => {
    event.preventDefault();
    act({ date: date.value, time: time.value });
  };
  const field = (label, input) => h("div", { class: "field" }, h("label", { for: input.id }, label), input);
  dialog.append(
    h("h2", { id: "times-title" }, `${student.name} — ${title.replace("…", "")}`),
    h("div", { class: "box-content" },
      chips, none,
      h("p", { class: "row" }, h("button", { type: "button", class: "plain small", click: later }, words.nextWeek)),
      h("form", { submit, class: "foot" }, field(words.date, date), field(words.time, time), h("button", { class: "plain" }, words.fix)),
      trouble),
    h("p", { class: "row" }, h("button", { type: "button", class: "plain", click: () => end(null) }, words.cancelForm)),
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    end(null);
  });
  document.body.append(dialog);
  dialog.showModal();
}

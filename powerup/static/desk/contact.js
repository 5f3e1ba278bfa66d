// How mentors and students reach each other: on one's own profile, and on a student's page.

import { fill, h } from "../page.js";

const field = (id, label, input, hint) => {
  if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
  return h("div", { class: "field" }, h("label", { for: id }, label), input, hint && h("p", { class: "hint", id: `${id}-hint` }, hint));
};

// A section that asks `path` and is drawn by `write(data, send)`, again after each press.
function section(desk, path, write) {
  const box = h("section", { class: "contact" });
  const draw = (data) => box.replaceChildren(...write(data, (to, body, done) => send(desk, to, body, draw, done)).filter(Boolean));
  desk.ask(path).then(draw, (error) => box.replaceChildren(h("p", { class: "trouble", role: "alert" }, error.message)));
  return box;
}

async function send(desk, path, body, draw, done) {
  try {
    draw(await desk.ask(path, { body }));
    desk.say(done);
  } catch (error) {
    desk.say(error.message, "bad");
  }
}

const form = (submit, ...content) =>
  h("form", { novalidate: true, submit: (event) => { event.preventDefault(); submit(); } }, ...content);

export const ownContact = (desk) =>
  section(desk, "contact", ({ words, email, video, mails, times, most, calendar }, press) => {
    const mail = h("input", { id: "contact-email", type: "email", autocomplete: "email", maxlength: 254, value: email });
    const room = h("input", { id: "contact-video", type: "url", maxlength: 500, placeholder: "https://", value: video });
    const slots = Array.from({ length: most }, (_, n) => h("input", { id: `contact-time-${n}`, type: "datetime-local", value: times[n] || "", "aria-label": fill(words.time, { number: n + 1 }) }));
    const url = h("input", { id: "contact-calendar", type: "url", maxlength: 2000, autocomplete: "off", placeholder: "https://" });
    const forget = h("button", { type: "button", class: "plain small", click: () => press("contact/calendar", { url: "" }, words.calendarForgotten) }, words.calendarForget);
    return [
      h("h2", {}, words.title),
      form(
        () => press("contact", { email: mail.value, video: room.value }, words.saved),
        field("contact-email", words.email, mail, mails ? words.emailHint : `${words.emailHint} ${words.noMails}`),
        field("contact-video", words.video, room, words.videoHint),
        h("p", { class: "row" }, h("button", { class: "plain small" }, words.save)),
      ),
      form(
        () => press("contact/times", { times: slots.map((each) => each.value) }, words.saved),
        h("h3", {}, words.times),
        h("p", { class: "hint" }, words.timesHint),
        h("div", { class: "offered" }, slots),
        h("p", { class: "row" }, h("button", { class: "plain small" }, words.timesSave)),
      ),
      form(
        () => press("contact/calendar", { url: url.value }, words.saved),
        h("h3", {}, words.calendar),
        calendar && h("p", {}, calendar.text),
        calendar?.trouble && h("p", { class: "trouble", role: "alert" }, calendar.trouble),
        field("contact-calendar", words.calendarUrl, url, words.calendarHint),
        h("p", { class: "row" }, h("button", { class: "plain small" }, words.calendarSave), calendar && forget),
      ),
    ];
  });

export const reach = (desk, student) =>
  section(desk, `students/${student}/reach`, ({ words, email, zone, schoolZone, mails, funding, fundings }, press) => {
    const mail = h("input", { id: "reach-email", type: "email", autocomplete: "off", maxlength: 254, value: email });
    const clock = h("input", { id: "reach-zone", maxlength: 64, placeholder: schoolZone, value: zone });
    const option = ({ code, name }) => h("option", { value: code, selected: code === funding }, name);
    const paid = fundings.length ? h("select", { id: "reach-funding" }, [{ code: "", name: words.noFunding }, ...fundings].map(option)) : null;
    const shown = h("p", { class: "hint", role: "status" });
    const link = async () => {
      try {
        const { url } = await desk.ask(`students/${student}/link`, { body: {} });
        try {
          await navigator.clipboard.writeText(url);
          desk.say(words.linkCopied);
        } catch {
          shown.replaceChildren(`${words.linkShown} `, h("code", {}, url));
        }
      } catch (error) {
        desk.say(error.message, "bad");
      }
    };
    return [
      h("h2", {}, words.title),
      form(
        () => press(`students/${student}/reach`, { email: mail.value, zone: clock.value, funding: paid?.value ?? null }, words.saved),
        field("reach-email", words.email, mail, mails ? words.emailHint : words.noMails),
        field("reach-zone", fill(words.zone, { school: schoolZone }), clock),
        paid && field("reach-funding", words.funding, paid, words.fundingHint),
        h("p", { class: "row" }, h("button", { class: "plain small" }, words.save), h("button", { type: "button", class: "plain small", click: link }, words.link)),
        shown,
      ),
    ];
  });

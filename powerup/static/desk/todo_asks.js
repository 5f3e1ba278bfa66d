// What an action of the queue wants to know before it is done.

import { h } from "../page.js";

const ASKS = { accept: "accept", "accept-date": "acceptDate", "accept-twins": "acceptTwins", suspend: "suspend" };

let lastReason = "";

// Gives the body of the request, null where the person cancels.
export async function askedFor(it, action) {
  if (action.name === "snooze") return untilWhen(it);
  return action.reason ? reasonFor(it, action.name) : {};
}

async function reasonFor(it, name) {
  const { words } = it;
  const key = ASKS[name];
  const required = name !== "suspend";
  const input = h("input", { id: "todo-reason", type: "text", maxlength: 300, required, autocomplete: "off", value: required ? lastReason : "" });
  const content = [
    h("p", {}, words[`${key}Text`]),
    h("div", { class: "field" }, h("label", { for: "todo-reason" }, required ? words.reason : words.optional), input),
    h("p", { class: "hint" }, words.reasonHint),
  ];
  input.addEventListener("focus", () => input.select(), { once: true });
  if (!(await it.desk.confirm(words[`${key}Title`], content))) return null;
  if (required) lastReason = input.value;
  return { reason: input.value };
}

const DAYS = [1, 3, 7, 0]; // 0: until the card changes

async function untilWhen(it) {
  const { words } = it;
  const radio = (days, place) => h("input", { type: "radio", name: "days", value: days, required: true, checked: !place });
  const choices = DAYS.map((days, place) => h("label", { class: "choose" }, radio(days, place), words[`snooze${days}`]));
  const group = h("fieldset", { class: "days" }, h("legend", { class: "spoken" }, words.snoozeTitle), choices);
  if (!(await it.desk.confirm(words.snoozeTitle, [h("p", {}, words.snoozeText), group]))) return null;
  return { days: Number(group.querySelector("input:checked").value) };
}

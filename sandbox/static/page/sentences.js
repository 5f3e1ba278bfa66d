// What an action says to people; null for those that nobody wants to read about.

import { longDate } from "./dates.js";

export function sentence(action, { say, lang }) {
  const { type, data } = action;
  const card = data.card?.name ?? "";
  if (type === "updateCard") return change(data, card, say, lang);
  const told = {
    createCard: () => say("do_createCard", { card, list: data.list?.name ?? "" }),
    commentCard: () => say("do_comment", { card }),
    addLabelToCard: () => say("do_label", { label: data.label.name }),
    removeLabelFromCard: () => say("do_unlabel", { label: data.label.name }),
    addMemberToCard: () => member("addMember", "join", action, say),
    removeMemberFromCard: () => member("removeMember", "leave", action, say),
    addAttachmentToCard: () => say("do_attach", { name: data.attachment.name }),
    deleteAttachmentFromCard: () => say("do_detach", { name: data.attachment.name }),
  }[type];
  return told ? told() : null;
}

function member(other, self, { idMemberCreator, data }, say) {
  if (data.idMember === idMemberCreator) return say(`do_${self}`);
  return say(`do_${other}`, { member: data.member.name });
}

function change(data, card, say, lang) {
  if (data.listAfter) return say("do_move", { card, from: data.listBefore.name, to: data.listAfter.name });
  const field = Object.keys(data.old ?? {})[0];
  const value = data.card[field];
  const told = {
    name: () => say("do_rename"),
    desc: () => say("do_desc"),
    due: () => say("do_due", { due: value && longDate(value, lang) }),
    dueComplete: () => say("do_done", { done: value }),
    closed: () => say("do_archive", { closed: value }),
  }[field];
  return told ? told() : null;
}

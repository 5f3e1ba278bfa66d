// A card that the clerk makes for a student: two presses, then the way back.

import { twice } from "./twice.js";
import { told } from "./undo_stack.js";

// `path` of the student's route, the `label`, and what is said once it is `made`.
export function cardButton(desk, student, after, { path, label, made: said }) {
  const { words } = desk;
  let busy = false;
  const act = async () => {
    if (busy) return;
    busy = true;
    try {
      const { card, made, receipt } = await desk.ask(`students/${student.id}/${path}`, { body: {} });
      const what = made ? said : words.cardThere;
      const undoing = () => desk.ask(`students/${student.id}/card/undo`, { body: { receipt } });
      if (receipt) told(desk, { name: student.name, what, undoing, after });
      else desk.say(`${student.name} — ${what}`, "good", { label: words.openCard, run: () => desk.openCard(card) });
      await after();
    } catch (trouble) {
      desk.say(trouble.message, "bad");
    }
    busy = false;
  };
  return twice(label, words.surePrepare, act);
}

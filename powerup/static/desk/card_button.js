// A button that has the clerk make a card for a student: it takes two presses, and can be undone.

import { twice } from "./twice.js";
import { told } from "./undo_stack.js";

// `path`: the student's route that makes the card; `made`: what is said if it was made; `after()`: called at the end.
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

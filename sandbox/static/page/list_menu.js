// The menu of a list: what Power-Ups add to it.

import { smallDialog } from "./dialogs.js";
import { button, el } from "./dom.js";

export async function listMenu(page, idList, anchor) {
  const { say } = page;
  const name = page.store.list(idList).name;
  const body = el("div.menu", {}, el("p.quiet", {}, say("loading")));
  const dialog = smallDialog({ anchor, title: name, content: body, say });
  const { actions, sorters } = await page.host.lists.offers(idList);
  const close = (run) => () => {
    dialog.close();
    run(anchor);
  };
  const rows = actions.map((one) => button(one.text, close(one.run)));
  const sorts = sorters.map((one) => button(one.text, close(one.run)));
  const title = sorts.length ? [el("h3", {}, say("sortBy"))] : [];
  const all = [...rows, ...title, ...sorts];
  body.replaceChildren(...(all.length ? all : [el("p.quiet", {}, say("nothingFound"))]));
  dialog.place();
}

// Concordance: how a word was translated before, in confirmed text and imported memory.

import { get } from "./api.js";
import { button, complain, el, field, marked, select, showDialog } from "./dom.js";
import { moment, t } from "./i18n.js";

/** Open the dialog; what is selected is looked for at once. */
export function openConcordance(editor, selected, side) {
  const words = el("input", { type: "search", value: selected, required: true });
  const sides = select([["source", t("search.source")], ["target", t("search.target")]], side);
  const list = el("ol", { class: "wb-found" });
  const told = el("p", { role: "status" });

  async function search(event) {
    event?.preventDefault();
    if (!words.value.trim()) return;
    try {
      const { found } = await get("concordance", { q: words.value, side: sides.value, limit: 30 });
      told.textContent = found.length ? t("search.found", { n: found.length }) : t("search.nothing");
      list.replaceChildren(...found.map(line));
    } catch (error) {
      complain(error);
    }
  }

  function line(unit) {
    const source = el("p", { lang: "az" });
    source.append(marked(unit.source, unit.source_spans));
    const target = el("p", { lang: "en" });
    target.append(marked(unit.target, unit.target_spans));
    const origin = [unit.article, unit.translator, moment(unit.changed)].filter(Boolean).join(" · ");
    const insert = button(t("search.insert"), () => (dialog.close(), editor.insertText(unit.target)), { class: "wb-small" });
    const foot = el("p", { class: "wb-quietly" }, origin, " ");
    if (editor.may("edit")) foot.append(insert);
    return el("li", {}, source, target, foot);
  }

  const form = el("form", { class: "wb-fields", onsubmit: search },
    field(t("search.words"), words), field(t("search.side"), sides),
    el("button", { type: "submit", class: "wb-button wb-primary" }, t("search.search")));
  const dialog = showDialog(t("search.concordance"), el("div", {}, form, told, list), { wide: true, closed: () => editor.focus() });
  words.focus();
  if (selected) search();
}

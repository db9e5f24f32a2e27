// Search and replace across the article: first what would change, then only what was ticked.

import { newName, post } from "./api.js";
import { button, complain, el, field, marked, showDialog, toast } from "./dom.js";
import { differences, shown } from "./diff.js";
import { t } from "./i18n.js";

/** Open the dialog; what is selected in the text is looked for at once. */
export function openReplace(editor, selected) {
  const find = el("input", { type: "text", value: selected, lang: "en", required: true });
  const replacement = el("input", { type: "text", lang: "en" });
  const matchCase = el("input", { type: "checkbox" });
  const wholeWords = el("input", { type: "checkbox", checked: true });
  const list = el("ul", { class: "wb-found" });
  const told = el("p", { role: "status" });
  const change = button(t("replace.replace"), () => perform(), { class: "wb-primary" });
  change.disabled = true;
  let offered = [];

  const wish = () => ({
    find: find.value,
    replace: replacement.value,
    match_case: matchCase.checked,
    whole_words: wholeWords.checked,
    statuses: [],
  });

  async function preview(event) {
    event?.preventDefault();
    if (!find.value) return;
    try {
      await editor.settleAll();
      const answer = await post(`articles/${editor.book.article.number}/replace/preview`, wish());
      offered = answer.rows;
      told.textContent = t("replace.found", { n: answer.count, rows: answer.rows.length });
      list.replaceChildren(...offered.map((row) => line(row)));
      change.disabled = offered.length === 0;
    } catch (error) {
      complain(error);
    }
  }

  function line(row) {
    const tick = el("input", { type: "checkbox", checked: true, "data-key": row.key });
    const text = el("span", { lang: "en" });
    text.append(replacement.value ? shown(differences(row.before, row.after)) : marked(row.before, row.spans));
    const number = el("b", {}, `${editor.book.number(row.key)} · ${t(`status.${row.status}`)}`);
    return el("li", {}, el("label", {}, tick, number, text));
  }

  async function perform() {
    const ticked = new Set(Array.from(list.querySelectorAll("input:checked"), (box) => Number(box.dataset.key)));
    const rows = offered.filter((row) => ticked.has(row.key)).map(({ key, version }) => ({ key, version }));
    if (!rows.length) return;
    try {
      const body = { ...wish(), rows, change_id: newName() };
      const answer = await post(`articles/${editor.book.article.number}/replace`, body);
      answer.rows.concat(answer.conflicts).forEach((row) => editor.takeRow(row));
      const left = answer.conflicts.length ? ` ${t("replace.conflicts", { n: answer.conflicts.length })}` : "";
      toast(t("replace.done", { n: answer.rows.length }) + left);
      dialog.close();
    } catch (error) {
      complain(error);
    }
  }

  const form = el("form", { class: "wb-fields", onsubmit: preview },
    field(t("replace.find"), find), field(t("replace.with"), replacement),
    el("label", { class: "wb-tick" }, matchCase, t("replace.case")),
    el("label", { class: "wb-tick" }, wholeWords, t("replace.words")),
    el("button", { type: "submit", class: "wb-button" }, t("replace.preview")));
  const body = el("div", {}, form, told, list, el("div", { class: "wb-dialog-actions" }, change));
  const dialog = showDialog(t("replace.title"), body, { wide: true, closed: () => editor.focus() });
  find.focus();
  if (selected) preview();
}

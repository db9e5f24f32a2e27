// Somebody else saved the segment first: both texts are shown, and the translator decides. So it is
// with a text the server refused.

import { button, el, showDialog } from "./dom.js";
import { differences, shown } from "./diff.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/** Fill the bar for an entry in conflict, or hide it for none. */
export function showConflict(bar, entry, { mine, theirs, drop, copy }) {
  bar.hidden = !entry;
  if (!entry) return bar.replaceChildren();
  if (entry.refused) {
    bar.replaceChildren(
      icon("error"),
      el("span", {}, t("conflict.refused", { what: entry.refused })),
      button(t("conflict.copy"), copy, { picture: "copy" }),
      button(t("conflict.retry"), mine),
      button(t("conflict.drop"), drop),
    );
    return undefined;
  }
  const who = entry.conflict.translator || t("conflict.somebody");
  const difference = el("p", { class: "wb-diff", lang: "en" }, shown(differences(entry.conflict.target, entry.target)));
  bar.replaceChildren(
    icon("conflict"),
    el("span", {}, t("conflict.what", { who, status: t(`status.${entry.conflict.status}`) })),
    button(t("conflict.mine"), mine, { class: "wb-primary" }),
    button(t("conflict.theirs"), theirs),
    el("span", { class: "wb-hint" }, t("conflict.legend", { who })),
    difference,
  );
  return undefined;
}

/** Show the text of a segment that stands in no article any more, so that it can be taken along. */
export function showHomeless({ source, target, refused }, { copy, retry, drop }) {
  const text = el("textarea", { lang: "en", readonly: true, rows: 5, "aria-label": t("conflict.text") });
  text.value = target;
  const last = (act) => () => (dialog.close(), act());
  const actions = el("div", { class: "wb-dialog-actions" },
    button(t("conflict.drop"), last(drop)), button(t("conflict.retry"), last(retry)),
    button(t("conflict.copy"), copy, { picture: "copy", class: "wb-primary" }));
  const body = el("div", {}, el("p", { lang: "az" }, source), text, el("p", { class: "wb-hint" }, t("conflict.refused", { what: refused })), actions);
  const dialog = showDialog(t("conflict.homeless"), body);
  text.select();
}

// Downloads: the format and the statuses are chosen, the server streams the file.

import { address } from "./api.js";
import { ask, el, field, select } from "./dom.js";
import { t } from "./i18n.js";

const STATUSES = ["machine", "draft", "confirmed", "reviewed"];

/** Ask for format and statuses, then download; of one article, or of the whole workspace. */
export async function openExport({ article, before } = {}) {
  const format = select(["tmx", "tsv", "jsonl"].map((one) => [one, t(`export.${one}`)]), "tmx");
  const ticks = STATUSES.map((status) => {
    const tick = el("input", { type: "checkbox", value: status });
    tick.checked = status === "confirmed" || status === "reviewed";
    return tick;
  });
  const boxes = el("fieldset", {}, el("legend", {}, t("export.statuses")));
  ticks.forEach((tick) => boxes.append(el("label", { class: "wb-tick" }, tick, t(`status.${tick.value}`))));
  const body = el("div", {}, field(t("export.format"), format), boxes);
  const answer = await ask(t(article === undefined ? "export.title" : "export.title_article"), body, {
    agree: t("export.download"),
    read: () => ({ format: format.value, status: ticks.filter((tick) => tick.checked).map((tick) => tick.value) }),
  });
  if (!answer) return;
  await before?.();
  download(address("export", { ...answer, article }));
}

/** Download what stands at an address of our own. */
export function download(href) {
  const link = el("a", { href, download: "" });
  document.body.append(link);
  link.click();
  link.remove();
}

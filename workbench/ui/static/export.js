// Downloads: the format and the statuses are chosen, the server writes the file.

import { fetchFile } from "./api.js";
import { ask, complain, el, field, select, toast } from "./dom.js";
import { count, t } from "./i18n.js";

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
  const none = el("p", { class: "wb-told", role: "alert" });
  const chosen = () => ticks.filter((tick) => tick.checked).map((tick) => tick.value);
  const warn = () => (none.textContent = chosen().length ? "" : t("export.none"));
  boxes.addEventListener("change", warn);
  const body = el("div", {}, field(t("export.format"), format), boxes, none);
  const answer = await ask(t(article === undefined ? "export.title" : "export.title_article"), body, {
    agree: t("export.download"),
    read: () => (chosen().length ? { format: format.value, status: chosen() } : (ticks[0].focus(), undefined)),
  });
  if (!answer) return;
  await before?.();
  await save({ ...answer, article });
}

// The file goes through the page, so that the page can say what is not in it.
async function save(query) {
  const gone = toast(t("export.preparing"), { stay: 1e9 });
  try {
    const { content, name, headers } = await fetchFile("export", query);
    const href = URL.createObjectURL(content);
    download(href, name);
    setTimeout(() => URL.revokeObjectURL(href), 60000);
    tell(JSON.parse(headers.get("x-export")));
  } catch (error) {
    complain(error);
  }
  gone();
}

function tell({ pairs, left_out, first }) {
  toast(t("export.done", { n: count(pairs) }), { kind: pairs ? "" : "wb-bad" });
  if (!left_out) return;
  const what = `${t("export.left_out", { n: count(left_out) })} ${first.join(" · ")}`;
  toast(left_out > first.length ? `${what} …` : what, { kind: "wb-bad", stay: 20000 });
}

/** Download what stands at an address of our own, under a name or the one the server gives. */
export function download(href, name = "") {
  const link = el("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

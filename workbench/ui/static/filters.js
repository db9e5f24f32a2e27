// Which rows are shown: by status, by finding, by text. The row being written in always is.

import { el, field, select } from "./dom.js";
import { fold, t } from "./i18n.js";

const STATUSES = ["empty", "machine", "draft", "confirmed", "reviewed", "rejected", "conflict"];

/** The filter bar of the editor; calls `changed` when rows are to be shown or hidden anew. */
export class Filters {
  constructor(bar, changed) {
    const statuses = [["", t("filter.all")], ["todo", t("filter.todo")], ["doubt", t("filter.doubt")]];
    statuses.push(...STATUSES.map((status) => [status, t(`status.${status}`)]));
    const findings = ["", "error", "warning", "any", "none"].map((kind) => [kind, t(`filter.finding_${kind || "all"}`)]);
    this.status = select(statuses, "", changed);
    this.finding = select(findings, "", changed);
    this.text = el("input", { type: "search", placeholder: t("filter.text_hint"), oninput: changed });
    bar.prepend(
      field(t("filter.status"), this.status),
      field(t("filter.findings"), this.finding),
      field(t("filter.text"), this.text),
    );
  }

  get active() {
    return Boolean(this.status.value || this.finding.value || this.text.value.trim());
  }

  clear() {
    this.status.value = this.finding.value = this.text.value = "";
  }

  /** Whether a view passes all three. */
  passes(view) {
    return this.passesStatus(view) && this.passesFinding(view) && this.passesText(view);
  }

  passesStatus({ shown, status, doubtful }) {
    const wanted = this.status.value;
    if (wanted === "doubt") return doubtful;
    if (wanted === "todo") return status !== "confirmed" && status !== "reviewed";
    return !wanted || shown === wanted || status === wanted;
  }

  passesFinding({ findings }) {
    const wanted = this.finding.value;
    if (!wanted) return true;
    const open = findings.filter((finding) => !finding.accepted);
    if (wanted === "none") return !open.length;
    return open.some((finding) => wanted === "any" || finding.severity === wanted);
  }

  passesText({ source, target }) {
    const words = fold(this.text.value).trim();
    return !words || fold(source).includes(words) || fold(target).includes(words) ||
      target.toLowerCase().includes(this.text.value.trim().toLowerCase());
  }
}

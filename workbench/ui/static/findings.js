// Findings beside the segment: what is wrong, the fix, and "ignore with a reason".

import { post } from "./api.js";
import { ask, button, el, field } from "./dom.js";
import { icon } from "./icons.js";
import { language, t } from "./i18n.js";

/** One finding in the language of the interface. */
export function sentence(finding) {
  return language === "az" ? finding.message_az || finding.message : finding.message;
}

/** Errors nobody accepted: the first Ctrl+Enter stays on them. */
export function blocking(findings) {
  return findings.filter((finding) => finding.severity === "error" && !finding.accepted);
}

/** The list under the writing box. */
export class FindingList {
  constructor(list, { ignore, fix, locate, may }) {
    Object.assign(this, { list, ignore, fix, locate, may });
  }

  show(findings) {
    this.list.replaceChildren(...findings.map((finding) => this.line(finding)));
    this.list.hidden = findings.length === 0;
  }

  line(finding) {
    const kind = finding.accepted ? "note" : finding.severity === "info" ? "note" : finding.severity;
    const name = finding.accepted ? t("finding.accepted") : t(`finding.${finding.severity}`);
    const text = el("span", { class: "wb-finding-text" }, el("b", {}, `${name}: `), sentence(finding));
    if (finding.accepted && finding.reason) text.append(` (${finding.reason})`);
    const line = el("li", { class: `wb-finding wb-${kind}` }, icon(kind), text);
    if (finding.target) {
      line.append(button(t("finding.show"), () => this.locate(finding), { class: "wb-small" }));
    }
    if (finding.fix && this.may && !finding.accepted) {
      const label = finding.fix.text.trim() ? t("finding.fix_to", { text: finding.fix.text }) : t("finding.fix");
      line.append(button(label, () => this.fix(finding), { class: "wb-small", keys: "Alt+F" }));
    }
    if (this.may) {
      const undo = finding.accepted;
      const name = undo ? t("finding.unignore") : t("finding.ignore");
      line.append(button(name, () => this.ignore(finding), { class: "wb-small", keys: undo ? "" : "Alt+I" }));
    }
    return line;
  }
}

/** Ask for the reason and ignore a finding (or stop ignoring it); resolves to the answer or null. */
export async function ignoreFinding(key, version, finding, change_id) {
  const { check, id, accepted } = finding;
  const send = (more) => post(`segments/${key}/ignore`, { version, check, finding: id, change_id, ...more });
  if (accepted) return send({ undo: true });
  const reason = el("input", { type: "text", maxlength: 500, required: true, list: "wb-reasons" });
  const usual = ["reason_style", "reason_source", "reason_checked", "reason_false"];
  const known = el("datalist", { id: "wb-reasons" }, ...usual.map((one) => el("option", { value: t(`finding.${one}`) })));
  const body = el("div", {}, el("p", {}, sentence(finding)), field(t("finding.reason"), reason), known);
  const answer = await ask(t("finding.ignore_title"), body, {
    agree: t("finding.ignore_now"),
    read: () => reason.value.trim() || undefined,
  });
  return answer && send({ reason: answer });
}

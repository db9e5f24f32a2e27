// The glossary: looked up, extended and corrected; the server reads it as it reads the CSV file.

import { call, get, put, post } from "./api.js";
import { ask, button, complain, el, field, select, toast } from "./dom.js";
import { t } from "./i18n.js";
import { Pager, Shown, cell, later, table } from "./table.js";

const STATUSES = ["preferred", "admitted", "forbidden"];
const CASES = ["auto", "exact", "ignore"];

export class GlossaryList {
  constructor(app) {
    this.app = app;
    this.q = el("input", { type: "search", oninput: later(() => this.load(1)) });
    this.shown = new Shown();
    this.pager = new Pager(t("glossary.list"), (page) => this.load(page));
    this.name = el("p", { class: "wb-quietly" });
    this.list = el("div", { class: "wb-scroll", tabindex: 0, role: "region", "aria-label": t("glossary.list") });
    this.add = button(t("glossary.add"), () => this.edit(null), { class: "wb-primary" });
    this.add.hidden = true;
    this.element = el("section", { class: "wb-card wb-column" },
      el("h2", {}, t("glossary.title")), this.name,
      el("div", { class: "wb-fields", role: "search", "aria-label": t("glossary.title") }, field(t("search.words"), this.q)),
      el("div", { class: "wb-bar" }, this.add), this.list, this.pager.element);
  }

  async load(page) {
    const asked = (this.asked = Symbol("the latest request"));
    try {
      const answer = await get("glossary", { q: this.q.value.trim(), page, per_page: 50 });
      if (asked !== this.asked) return;
      this.page = page;
      if (!this.shown.differs(answer)) return;
      this.version = answer.version;
      this.editable = answer.editable && this.app.may("review");
      this.add.hidden = !this.editable;
      this.name.textContent = t(answer.editable ? "glossary.name" : "glossary.name_fixed", { name: answer.name, version: answer.version });
      this.pager.show({ per_page: 50, page, ...answer });
      this.list.replaceChildren(this.table(answer.terms));
    } catch (error) {
      complain(error);
    }
  }

  table(terms) {
    if (!terms.length) return el("p", { class: "wb-nothing" }, t("search.nothing"));
    const columns = ["glossary.source", "glossary.target", "glossary.status", "glossary.domain"];
    if (this.editable) columns.push("");
    return table(t("glossary.list"), columns, terms.map((term) => this.row(term)));
  }

  row(term) {
    const target = el("div", {}, el("span", { lang: "en" }, term.target));
    if (term.note) target.append(el("div", { class: "wb-quietly" }, term.note));
    const cells = [cell(term.source, { lang: "az" }), cell(target), cell(t(`term.${term.status}`), { class: `wb-term-${term.status}` }), cell(term.domain)];
    if (this.editable) cells.push(cell(el("span", { class: "wb-nowrap" }, ...this.buttons(term)), {}));
    return el("tr", {}, ...cells);
  }

  buttons(term) {
    return [
      button(`${t("common.edit")}: ${term.source}`, () => this.edit(term), { class: "wb-small wb-quiet", picture: "draft", bare: true }),
      button(`${t("memory.delete")}: ${term.source}`, () => this.delete(term), { class: "wb-small wb-quiet", picture: "bin", bare: true }),
    ];
  }

  async edit(old) {
    const values = old ?? { source: "", target: "", status: "preferred", case: "auto", domain: "", note: "" };
    const inputs = {
      source: el("input", { type: "text", lang: "az", required: true, value: values.source }),
      target: el("input", { type: "text", lang: "en", required: true, value: values.target }),
      status: select(STATUSES.map((one) => [one, t(`term.${one}`)]), values.status),
      case: select(CASES.map((one) => [one, t(`glossary.case_${one}`)]), values.case),
      domain: el("input", { type: "text", value: values.domain }),
      note: el("input", { type: "text", value: values.note }),
    };
    const told = el("p", { class: "wb-told", role: "alert" });
    const body = el("div", { class: "wb-form" }, ...Object.entries(inputs).map(([name, input]) => field(t(`glossary.${name}`), input)), told);
    const read = () => {
      const term = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
      return term.source && term.target ? term : undefined;
    };
    const term = await ask(t(old ? "glossary.edit_title" : "glossary.add_title"), body, { agree: t("common.save"), read, start: inputs.source });
    if (!term) return;
    const { version } = this;
    const send = () => (old ? put("glossary", { version, old: { source: old.source, target: old.target }, term }) : post("glossary", { version, term }));
    await this.attempt(send, "glossary.saved");
  }

  async delete(term) {
    const what = `${term.source} → ${term.target}`;
    const sure = await ask(t("glossary.delete_title"), el("p", {}, what), { agree: t("memory.delete"), read: () => true });
    const { source, target } = term;
    if (sure) await this.attempt(() => call("DELETE", "glossary", { query: { version: this.version, source, target } }), "glossary.deleted");
  }

  async attempt(work, said) {
    try {
      await work();
      toast(t(said));
    } catch (error) {
      complain(error);
    }
    await this.load(this.page);
  }
}

// The memory's units: looked up, edited, taken out; imported from files and exported to them.

import { call, get, newName, put } from "./api.js";
import { ask, button, complain, el, field, select, toast } from "./dom.js";
import { openExport } from "./export.js";
import { count, moment, t } from "./i18n.js";
import { Pager, Shown, later } from "./table.js";

/** Why units of a file were left out, and how many. */
function reasons(leftOut) {
  const named = (why) => (why === "unusable" ? t("memory.unusable") : t(`status.${why}`));
  return Object.entries(leftOut).map(([why, n]) => `${named(why)} ${count(n)}`).join(", ");
}

export class MemoryList {
  constructor(app) {
    this.app = app;
    this.q = el("input", { type: "search", oninput: later(() => this.load(1)) });
    this.side = select(["both", "source", "target"].map((one) => [one, t(`search.${one}`)]), "both", () => this.load(1));
    this.shown = new Shown();
    this.pager = new Pager(t("memory.list"), (page) => this.load(page));
    this.list = el("ol", { class: "wb-found wb-units", "aria-label": t("memory.list") });
    this.bar = el("div", { class: "wb-bar" });
    if (app.may("review")) this.bar.append(this.importButton());
    if (app.may("edit")) this.bar.append(button(t("articles.export"), () => openExport(), { picture: "export" }));
    this.element = el("section", { class: "wb-card wb-column" },
      el("h2", {}, t("memory.title")),
      el("div", { class: "wb-fields", role: "search", "aria-label": t("memory.title") }, field(t("search.words"), this.q), field(t("search.side"), this.side)),
      this.bar, this.list, this.pager.element);
  }

  async load(page) {
    const asked = (this.asked = Symbol("the latest request"));
    try {
      const answer = await get("memory", { q: this.q.value.trim(), side: this.side.value, page, per_page: 25 });
      if (asked !== this.asked) return;
      this.page = page;
      if (!this.shown.differs(this.q.value, answer)) return;
      this.pager.show(answer);
      const lines = answer.units.map((unit) => this.line(unit));
      this.list.replaceChildren(...(lines.length ? lines : [el("li", { class: "wb-nothing" }, t(this.q.value ? "search.nothing" : "memory.none"))]));
    } catch (error) {
      complain(error);
    }
  }

  line(unit) {
    const origin = [unit.from === "import" ? t("memory.imported") : t(`status.${unit.status}`), unit.article, unit.translator, moment(unit.changed)];
    const foot = el("div", { class: "wb-unitfoot" }, el("span", { class: "wb-quietly" }, origin.filter(Boolean).join(" · ")));
    if (this.app.may("review")) {
      foot.append(
        button(t("common.edit"), () => this.edit(unit), { class: "wb-small", picture: "draft" }),
        button(t("memory.delete"), () => this.delete(unit), { class: "wb-small", picture: "bin" }),
      );
    }
    return el("li", {}, el("p", { lang: "az" }, unit.source), el("p", { lang: "en" }, unit.target), foot);
  }

  async edit(unit) {
    const text = el("textarea", { rows: 5, lang: "en", required: true });
    text.value = unit.target;
    const body = el("div", {}, el("p", { lang: "az" }, unit.source), field(t("search.target"), text));
    const target = await ask(t("memory.edit_title"), body, { agree: t("common.save"), wide: true, start: text, read: () => text.value.trim() || undefined });
    if (target) await this.attempt(() => put(`memory/${unit.unit}`, { target, version: unit.version, change_id: newName() }), "memory.saved");
  }

  async delete(unit) {
    const what = t(unit.from === "import" ? "memory.delete_import" : "memory.delete_segment");
    const sure = await ask(t("memory.delete_title"), el("div", {}, el("p", { lang: "en" }, unit.target), el("p", {}, what)), { agree: t("memory.delete"), read: () => true });
    if (sure) await this.attempt(() => call("DELETE", `memory/${unit.unit}`, { query: { version: unit.version } }), "memory.deleted");
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

  importButton() {
    const file = el("input", { type: "file", hidden: true, accept: ".tmx,.tsv,.jsonl", "aria-label": t("memory.import") });
    file.addEventListener("change", () => this.import(file));
    this.bar.append(file);
    return button(t("memory.import"), () => file.click(), { picture: "upload" });
  }

  async import(input) {
    const form = new FormData();
    form.append("file", input.files[0]);
    input.value = "";
    try {
      const { added, unchanged, skipped, left_out } = await call("POST", "memory/import", { form });
      const said = t("memory.import_done", { added: count(added), unchanged: count(unchanged), skipped: count(skipped) });
      toast(skipped ? `${said} ${t("memory.import_why", { reasons: reasons(left_out) })}` : said, { stay: skipped ? 20000 : undefined });
      await this.load(1);
    } catch (error) {
      complain(error);
    }
  }
}

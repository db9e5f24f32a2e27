// Engine and glossary of the workspace: shown to all, chosen by an administrator.

import { call, get, put } from "./api.js";
import { ask, button, complain, el, field, toast } from "./dom.js";
import { count, t } from "./i18n.js";
import { engineOption } from "./jobs.js";

/** The part of the Settings tab about translating. `shown` is told what is in force. */
export class Choosing {
  constructor(app, shown) {
    this.shown = shown;
    this.engine = el("select", { onchange: () => this.choose({ engine: this.engine.value }) });
    this.glossary = el("select", { onchange: () => this.choose({ glossary: this.glossary.value }) });
    this.engineHint = el("p", { class: "wb-hint" });
    this.glossaryHint = el("p", { class: "wb-hint" });
    this.file = el("input", { type: "file", accept: ".csv,text/csv", hidden: true, tabindex: -1, "aria-label": t("settings.upload_glossary"), onchange: () => this.picked() });
    this.upload = button(t("settings.upload_glossary"), () => this.file.click(), { picture: "upload" });
    this.told = el("div", { role: "status" });
    this.element = el("div", { class: "wb-form", hidden: !app.may("manage") },
      field(t("settings.engine"), this.engine), this.engineHint,
      field(t("settings.glossary"), this.glossary), this.glossaryHint, this.upload, this.file, this.told);
  }

  async load() {
    try {
      this.show(await get("settings"));
    } catch (error) {
      complain(error);
    }
  }

  show({ engine, glossary }) {
    this.shown({ engine: engine.in_force, glossary: glossary.in_force });
    const usual = el("option", { value: "" }, t("settings.usual", { name: engine.usual }));
    this.engine.replaceChildren(usual, ...engine.engines.map(engineOption));
    this.glossary.replaceChildren(...glossary.glossaries.map(glossaryOption));
    offer(this.engine, engine, this.engineHint, t("settings.engine_hint"));
    offer(this.glossary, glossary, this.glossaryHint, t("settings.glossary_hint"));
    this.upload.hidden = Boolean(glossary.decided_by);
  }

  async choose(wish) {
    try {
      this.show(await put("settings", wish));
      toast(t("settings.chosen"));
    } catch (error) {
      complain(error);
      await this.load(); // what was chosen before stands in the list again
    }
  }

  async picked() {
    const [file] = this.file.files;
    this.file.value = "";
    if (file) await this.send(file, false);
  }

  /** Keep a glossary and put it in force; what is wrong or doubtful in it is listed. */
  async send(file, replace) {
    this.told.replaceChildren();
    const form = new FormData();
    form.append("file", file, file.name);
    try {
      const answer = await call("POST", "settings/glossaries", { form, query: { replace: replace || null } });
      await this.choose({ glossary: answer.id });
      this.tell(t("settings.glossary_kept", { n: count(answer.rows) }), []);
      if (answer.doubtful) this.tell(t("settings.glossary_doubtful", { n: count(answer.doubtful) }), answer.doubts);
    } catch (error) {
      if (error.status === 409) return this.askToReplace(file, error);
      if (error.body?.problems) return this.tell(t("settings.glossary_wrong", { file: file.name }), error.body.problems);
      complain(error);
    }
    return undefined;
  }

  async askToReplace(file, error) {
    const sure = await ask(t("settings.replace_title"), el("p", {}, error.message), { agree: t("settings.replace"), read: () => true });
    if (sure) await this.send(file, true);
  }

  tell(what, lines) {
    const list = el("ul", { class: "wb-found" }, ...lines.map(({ at, what: said }) => el("li", {}, `${at}: ${said}`)));
    this.told.append(el("p", {}, what), lines.length ? list : "");
  }
}

// What the command line or the environment decides is shown, and cannot be chosen here.
function offer(list, { chosen, decided_by: by }, hint, said) {
  list.value = by ? "" : chosen;
  list.disabled = Boolean(by);
  hint.textContent = by ? t("settings.decided", { by }) : said;
}

function glossaryOption({ id, file }) {
  const [kind] = id.split(":");
  return el("option", { value: id }, kind ? t(`settings.glossary_${kind}`, { file }) : t("settings.usual", { name: file }));
}

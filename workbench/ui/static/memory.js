// The Memory and terms tab: confirmed pairs to look up and mend, the glossary, import and export.

import { MemoryList } from "./memory_list.js";
import { el } from "./dom.js";
import { GlossaryList } from "./glossary.js";
import { t } from "./i18n.js";

export class MemoryPage {
  constructor(element, app) {
    this.element = element;
    this.units = new MemoryList(app);
    this.glossary = new GlossaryList(app);
    element.append(
      el("div", { class: "wb-pagehead" }, el("h1", {}, t("tab.memory"))),
      el("div", { class: "wb-two" }, this.units.element, this.glossary.element),
    );
  }

  async shown() {
    await Promise.all([this.units.load(1), this.glossary.load(1)]);
    this.element.dataset.ready = "true";
  }
}

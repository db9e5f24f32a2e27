// The Editor tab: opens what was asked for, or where the translator was last.

import { button } from "./dom.js";
import { Editor } from "./editor.js";
import { t } from "./i18n.js";

export class EditorPage {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.editor = new Editor(element, app);
  }

  /** The tab was turned to, or an article was asked for. */
  shown() {
    const { app, editor } = this;
    const last = localStorage.getItem(`workbench/last/${app.session.workspace}/${app.session.user}`);
    const wanted = app.wanted ?? (editor.book || last === null ? null : { number: Number(last) });
    app.wanted = null;
    if (wanted) return editor.open(wanted.number, wanted.segment);
    if (editor.book) return editor.place();
    const list = button(t("editor.to_articles"), () => app.show("articles"), { class: "wb-primary" });
    return editor.screen.welcome(t("editor.nothing_open"), list);
  }
}

// Comments on a segment: open ones first, each can be resolved and opened again.

import { get, newName, post } from "./api.js";
import { button, complain, el } from "./dom.js";
import { moment, t } from "./i18n.js";

/** The comments of the active segment, and a box to write one. */
export class Threads {
  constructor(body, editor) {
    this.body = body;
    this.editor = editor;
    this.drafts = new Map(); // key -> a comment begun and not sent
    this.box = el("textarea", { rows: 2, maxlength: 5000, "aria-label": t("comment.write"), placeholder: t("comment.write") });
    this.box.addEventListener("input", () => this.drafts.set(this.key, this.box.value));
    this.box.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.key === "Enter") this.send();
      else if (event.key === "Escape") this.editor.focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** Turn to a segment: what is written from now on is for it, its comments follow. */
  turn(key) {
    this.key = key;
    this.box.value = this.drafts.get(key) ?? "";
    this.show([]);
  }

  async load(key) {
    if (key !== this.key) this.turn(key);
    let comments = [];
    try {
      ({ comments } = await get(`segments/${key}/comments`));
    } catch {
      comments = null;
    }
    if (key === this.key) this.show(comments);
  }

  show(comments) {
    const lines = (comments ?? []).map((comment) => this.line(comment));
    const writing = this.editor.may("edit")
      ? [this.box, button(t("comment.send"), () => this.send(), { class: "wb-small", keys: "Ctrl+Enter" })]
      : [];
    const away = comments === null ? [el("p", { class: "wb-quietly" }, t("panel.unreachable"))] : [];
    if (this.body.contains(document.activeElement) && document.activeElement === this.box) {
      // somebody is writing: the box stays in place
      this.body.querySelector("ul")?.replaceChildren(...lines);
      return;
    }
    this.body.replaceChildren(...away, el("ul", { class: "wb-comments" }, ...lines), ...writing);
  }

  line(comment) {
    const head = [comment.user, moment(comment.when)];
    if (comment.kind === "review") head.push(t("comment.review"));
    const line = el("li", { class: comment.resolved ? "wb-resolved" : "" });
    line.append(el("p", { class: "wb-quietly" }, head.join(" · ")), el("p", {}, comment.text));
    if (this.editor.may("edit")) {
      const name = comment.resolved ? t("comment.reopen") : t("comment.resolve");
      line.append(button(name, () => this.resolve(comment), { class: "wb-small" }));
    }
    return line;
  }

  async resolve(comment) {
    try {
      await post(`comments/${comment.id}/resolve`, { resolved: !comment.resolved });
      await this.editor.refreshRow(this.key);
      await this.load(this.key);
    } catch (error) {
      complain(error);
    }
  }

  async send() {
    const { key } = this;
    const text = this.box.value.trim();
    if (!text) return;
    try {
      await post(`segments/${key}/comments`, { text, change_id: newName() });
    } catch (error) {
      complain(error); // what was written stays in its box
      return;
    }
    this.drafts.delete(key);
    if (key === this.key) this.box.value = "";
    this.editor.focus();
    await this.editor.refreshRow(key);
    if (key === this.key) this.load(key);
  }

  focus() {
    this.box.focus();
  }
}

// What stands around the rows: heading, progress, the line that says "Saved", and the writing box.

import { showHomeless } from "./conflict.js";
import { complain, el, button } from "./dom.js";
import { icon } from "./icons.js";
import { day, moment, t } from "./i18n.js";
import { sentence } from "./findings.js";
import { buttons } from "./keys.js";

const GROWS = CSS.supports("field-sizing", "content");

export class Screen {
  constructor(element, editor) {
    this.element = element;
    this.editor = editor;
    this.area = el("textarea", { class: "wb-area", lang: "en", spellcheck: "true", dir: "auto", rows: 3, autocomplete: "off" });
    this.area.readOnly = !editor.may("edit");
    this.conflict = el("div", { class: "wb-conflict", role: "group", hidden: true });
    this.findings = el("ul", { class: "wb-findings", "aria-label": t("finding.list"), hidden: true });
    this.box = el("div", { class: "wb-box" }, this.area, this.conflict, this.findings);
    this.slot("walk").append(...buttons(editor, "walk"));
    this.slot("tools").append(...buttons(editor, "main"));
    this.slot("tools").setAttribute("aria-label", t("editor.tools"));
    this.slot("filters").setAttribute("aria-label", t("editor.filters"));
    this.slot("progress").setAttribute("aria-label", t("editor.progress"));
    this.slot("rows").setAttribute("aria-label", t("editor.segments"));
    for (const name of ["number", "source", "target", "status"]) {
      this.slot("columns").append(el("span", {}, t(`column.${name}`)));
    }
    this.goto = el("input", { type: "number", min: 1, class: "wb-goto", "aria-label": t("command.go_to"), title: `${t("command.go_to")} (Ctrl+G)` });
    this.goto.addEventListener("change", () => this.jump());
    this.goto.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.jump();
      else if (event.key === "Escape") editor.focus();
      else return;
      event.preventDefault();
    });
    this.of = el("span");
    this.shownRows = el("span", { class: "wb-quietly", role: "status" });
    const clear = button(t("filter.clear"), () => (editor.filters.clear(), this.filter(), editor.focus()), { class: "wb-small wb-clear" });
    this.slot("filters").append(this.shownRows, clear, el("span", { class: "wb-place" }, el("span", {}, t("column.number")), this.goto, this.of));
    this.clear = clear;
    this.save();
  }

  slot(name) {
    return this.element.querySelector(`[data-slot="${name}"]`);
  }

  /** Turn to the article that was opened. */
  article() {
    const { article } = this.editor.book;
    this.slot("welcome").hidden = true;
    this.element.classList.remove("wb-closed");
    this.slot("heading").textContent = article.heading;
    this.slot("heading").lang = "az";
    this.slot("heading").title = [article.id, article.rubric, day(article.date), article.author].filter(Boolean).join(" · ");
    for (const [name, number] of [["previous_article", article.previous], ["next_article", article.next]]) {
      this.slot("walk").querySelector(`[data-command="${name}"]`).disabled = number === null;
    }
    this.people(article.present.filter((one) => one.client !== this.editor.journal.client));
    this.goto.max = article.segments.length;
    this.of.textContent = `/ ${article.segments.length}`;
    this.slot("nothing").textContent = article.segments.length ? t("filter.nothing") : t("editor.no_segments");
    this.slot("nothing").hidden = article.segments.length > 0;
  }

  /** Instead of an article: what to do next, or what went wrong. */
  welcome(text, ...actions) {
    this.element.classList.add("wb-closed");
    this.slot("welcome").hidden = false;
    this.slot("welcome").replaceChildren(el("p", {}, text), ...actions);
    this.element.dataset.ready = "none";
  }

  failed(error, again) {
    if (this.editor.book) return complain(error);
    const text = error.status === 404 ? t("editor.gone") : error.status === 0 ? t("error.offline") : error.message;
    return this.welcome(text, button(t("common.again"), again, { class: "wb-primary" }));
  }

  headSoon() {
    cancelAnimationFrame(this.later);
    this.later = requestAnimationFrame(() => this.head());
  }

  head() {
    const { done, all, errors, warnings } = this.editor.book.tally();
    this.slot("progress").value = all ? done / all : 0;
    this.slot("done").textContent = `${done} / ${all}`;
    const told = [];
    if (errors) told.push(el("span", { class: "wb-mark wb-error", title: t("editor.errors", { n: errors }) }, icon("error"), errors));
    if (warnings) told.push(el("span", { class: "wb-mark wb-warning", title: t("editor.warnings", { n: warnings }) }, icon("warning"), warnings));
    this.slot("troubles").replaceChildren(...told);
  }

  people(present) {
    const names = [...new Set(present.map((one) => one.user))].filter((name) => name !== this.editor.session.user);
    this.slot("present").replaceChildren(...(names.length ? [icon("user"), names.join(", ")] : []));
    this.slot("present").title = names.length ? t("editor.present", { names: names.join(", ") }) : "";
  }

  /** The line that says how the work stands: saving, saved, offline, waiting for a decision. */
  save() {
    const { saver } = this.editor;
    const node = this.slot("save");
    const stuck = saver.stuck.length;
    const waiting = saver.waiting.length;
    if (stuck) {
      this.line("conflict", button(t("save.stuck", { n: stuck }), () => this.decide(), { class: "wb-small" }));
    } else if (!saver.online) this.line("offline", waiting ? t("save.offline", { n: waiting }) : t("save.offline_none"), "cloud");
    else if (saver.busy.size || waiting) this.line("saving", t("save.saving"));
    else if (node.dataset.state) this.line("saved", t("save.saved", { when: moment(new Date().toISOString()) }), "confirmed");
    else this.line("saved", t("save.nothing"), "confirmed");
  }

  // Go to a segment that waits for a decision, or show its text where it has no place any more.
  decide() {
    const { editor } = this;
    const { stuck } = editor.saver;
    const one = stuck.find((entry) => editor.book?.rows.has(entry.key)) ?? stuck[0];
    if (editor.book?.rows.has(one.key)) editor.activate(one.key);
    else if (one.gone) showHomeless(one, editor.choices(one.key));
    else editor.open(one.article, one.key);
  }

  line(state, what, picture) {
    const node = this.slot("save");
    if (node.dataset.state === state && typeof what === "string" && node.textContent === what) return;
    node.dataset.state = state;
    node.replaceChildren(...(picture ? [icon(picture)] : []), what);
  }

  /** Say it to a screen reader at once. */
  told(text) {
    this.slot("told").textContent = text;
  }

  announce(errors) {
    const text = t("editor.errors_stop", { what: errors.map(sentence).join(" ") });
    this.told(text);
    this.findings.dataset.announced = "1";
    const line = el("li", { class: "wb-finding wb-again" }, icon("error"), t("editor.press_again"));
    this.findings.querySelector(".wb-again")?.remove();
    this.findings.prepend(line);
  }

  /** Show the rows the filters let through, and the active one. */
  filter() {
    const { book, filters, rows, key } = this.editor;
    if (!book) return;
    let shown = 0;
    for (const view of book.views()) {
      const passes = !filters.active || filters.passes(view);
      shown += passes ? 1 : 0;
      rows.node(view.key).hidden = !passes && view.key !== key;
    }
    this.shownRows.textContent = filters.active ? t("filter.shown", { n: shown, all: book.order.length }) : "";
    this.clear.hidden = !filters.active;
    if (book.order.length) this.slot("nothing").hidden = shown > 0;
  }

  /** After a move: the number of the segment, the address of the page. */
  place() {
    const { book, key, filters } = this.editor;
    this.goto.value = book.number(key);
    if (filters.active) this.filter();
    const url = new URL(location.href);
    url.searchParams.set("article", book.article.number);
    url.searchParams.set("segment", key);
    history.replaceState(null, "", url);
    this.offer("propagate", book.view(key).repeats > 0);
  }

  /** Show the button of a command, or hide it while there is nothing for it to do. */
  offer(command, there) {
    const node = this.slot("tools").querySelector(`[data-command="${command}"]`);
    if (node) node.hidden = !there;
  }

  jump() {
    const { book } = this.editor;
    const key = book?.order[Number(this.goto.value) - 1];
    if (key !== undefined) this.editor.activate(key);
  }

  /** The writing box is as high as its text. */
  grow() {
    if (GROWS) return;
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight + 2}px`;
  }
}

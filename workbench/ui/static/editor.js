// The editor: one article open, one segment being written in. The focus never waits for the server.

import { get, post } from "./api.js";
import { ACTIONS } from "./actions.js";
import { Book, finished } from "./book.js";
import { showConflict } from "./conflict.js";
import { complain, takeOutNul, toast } from "./dom.js";
import { Effort } from "./effort.js";
import { Filters } from "./filters.js";
import { FindingList, blocking } from "./findings.js";
import { t } from "./i18n.js";
import { listen } from "./keys.js";
import { Panels } from "./panels.js";
import { Presence } from "./presence.js";
import { Rows } from "./rows.js";
import { Screen } from "./screen.js";
import { Structure } from "./structure.js";

const AUTOSAVE = 800; // ms after the last key
const CHECK = 350; // ms after the last key

export class Editor {
  constructor(element, { session, journal, saver }) {
    Object.assign(this, { element, session, journal, saver });
    this.book = null;
    this.key = null;
    this.armed = null; // the segment whose errors were announced: the next confirm passes them
    this.doubted = null; // the segment that "least certain" led to: the next time leads on from it
    this.judged = null; // {key, text, findings} of the last check
    this.written = false; // whether somebody wrote in the segment since it was turned to
    this.effort = new Effort();
    this.screen = new Screen(element, this);
    this.area = this.screen.area;
    this.rows = new Rows(this.screen.slot("rows"), { open: (key) => this.activate(key), insert: (source) => this.insertTerm(source) });
    this.findings = new FindingList(this.screen.findings, {
      ignore: (finding) => ACTIONS.ignore(this, finding),
      fix: (finding) => ACTIONS.fix(this, finding),
      locate: ({ target: [start, end] }) => (this.focus(), this.area.setSelectionRange(start, end)),
      may: this.may("edit"),
    });
    this.panels = new Panels(this.screen.slot("side"), this);
    this.filters = new Filters(this.screen.slot("filters"), () => this.screen.filter());
    this.presence = new Presence(journal.client, {
      here: () => ({ article: this.visible && this.book ? this.book.article.number : null, segment: this.key }),
      changed: (news) => this.meanwhile(news),
    });
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("keydown", (event) => this.effort.touch(event.key.length === 1 || event.key === "Backspace" || event.key === "Delete"));
    addEventListener("pagehide", () => this.flush());
    saver.addEventListener("state", () => this.screen.save());
    saver.addEventListener("saved", ({ detail }) => this.saved(detail));
    saver.addEventListener("conflict", ({ detail }) => this.conflicted(detail.key, detail.row));
    saver.addEventListener("refused", ({ detail }) => this.refused(detail));
    saver.addEventListener("found", ({ detail }) => this.found(detail.keys));
    saver.occupied = (key) => key === this.key && this.written && this.visible;
    listen(this);
  }

  may(what) {
    return this.session.may.includes(what);
  }

  get visible() {
    return this.element.offsetParent !== null;
  }

  get view() {
    return this.book.view(this.key);
  }

  /** The tab was turned to again. */
  place() {
    this.screen.place();
    this.focus();
    this.presence.hurry();
  }

  run(name) {
    if (this.book && name in ACTIONS) ACTIONS[name](this);
  }

  focus() {
    if (this.key !== null) this.area.focus({ preventScroll: true });
  }

  // --- an article ---------------------------------------------------------------------------

  /** Open an article at a segment, or at the first that is not done. */
  async open(number, segment) {
    this.flush();
    let article;
    try {
      article = await get(`articles/${number}`);
    } catch (error) {
      this.screen.failed(error, () => this.open(number, segment));
      return;
    }
    this.book = new Book(article, this.journal);
    this.structure = new Structure(this);
    this.key = null;
    this.panels.stale();
    this.screen.article();
    this.rows.draw(this.book.views());
    this.screen.head();
    const { order, rows } = this.book;
    const todo = order.find((key) => !finished(this.book.view(key)));
    if (order.length) this.activate(rows.has(segment) ? segment : (todo ?? order[0]));
    this.screen.filter();
    this.presence.restart(article.cursor);
    this.element.dataset.ready = number;
    localStorage.setItem(`workbench/last/${this.session.workspace}/${this.session.user}`, number);
  }

  /** The article was rebuilt by somebody else: load it again, and stay where we are. */
  async reload() {
    const { key } = this;
    await this.settleAll();
    await this.open(this.book.article.number, key);
  }

  // --- a segment ----------------------------------------------------------------------------

  /** Turn to a segment and put the caret into it. */
  activate(key) {
    if (key === this.key) return this.focus();
    this.flush();
    this.effort.begin();
    this.key = key;
    this.armed = null;
    this.written = false;
    const { view } = this;
    this.origin = view.origin || "human";
    this.match = view.match;
    this.area.value = view.target;
    this.area.setAttribute("aria-label", t("editor.target_of", { n: this.book.number(key) }));
    this.judge(view.target, this.journal.get(key) ? null : view.findings);
    this.showConflict();
    this.rows.activate(key, this.screen.box);
    this.screen.grow();
    this.focus();
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
    requestAnimationFrame(() => this.after(key));
    return undefined;
  }

  // What may come a frame later than the caret.
  after(key) {
    if (key !== this.key) return;
    this.panels.show(this.view);
    this.screen.place();
    this.presence.hurry();
    this.checkSoon(80);
  }

  typed() {
    takeOutNul(this.area);
    const text = this.area.value;
    this.armed = null;
    if (!text) [this.origin, this.match] = ["human", null];
    this.write("draft");
    this.screen.save();
    this.screen.grow();
    this.patch(this.key);
    clearTimeout(this.autosave);
    this.autosave = setTimeout(() => this.flush(), AUTOSAVE);
    this.checkSoon(CHECK);
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.panels.live(text));
  }

  /** Write the segment down as it stands; sending it is another matter. */
  write(status, more = {}) {
    const row = this.book.rows.get(this.key);
    const before = this.journal.get(this.key);
    this.written = true;
    return this.journal.write(this.key, {
      article: this.book.article.number,
      source: row.source,
      target: this.area.value,
      status,
      origin: this.origin,
      match: this.origin === "memory" ? this.match : null,
      version: before?.version ?? row.version,
      with_errors: false,
      ...this.effort.take(),
      ...more,
    });
  }

  /** Send what was written and not yet sent. */
  flush() {
    clearTimeout(this.autosave);
    const entry = this.key !== null && this.journal.get(this.key);
    if (entry && !entry.sent) this.saver.save(this.key);
  }

  /** Confirm and go on; an error nobody accepted stops the first attempt, not the second. */
  confirm(next) {
    const { key, view } = this;
    if (!this.may("edit") || (finished(view) && !this.journal.get(key))) return this.activate(next());
    const known = this.judged?.key === key && this.judged.text === this.area.value;
    const errors = known ? blocking(this.judged.findings) : [];
    if (errors.length && this.armed !== key) {
      this.armed = key;
      return this.screen.announce(errors);
    }
    this.write("confirmed", { with_errors: errors.length > 0 });
    clearTimeout(this.autosave);
    this.activate(next());
    this.patch(key);
    queueMicrotask(() => this.saver.save(key));
    return undefined;
  }

  // --- texts put in --------------------------------------------------------------------------

  /** Replace the whole text, through the browser's own undo. */
  replaceText(text, origin, match = null) {
    if (!this.may("edit")) return;
    this.focus();
    this.area.select();
    [this.origin, this.match] = [origin, match];
    document.execCommand(text ? "insertText" : "delete", false, text);
    [this.origin, this.match] = [origin, match];
    if (this.area.value === text) this.write("draft");
  }

  /** Put text in at the caret, with a space where words would run together. */
  insertText(text) {
    if (!this.may("edit")) return;
    this.focus();
    const before = this.area.value.slice(0, this.area.selectionStart);
    const gap = /[\p{L}\p{N},;:.!?]$/u.test(before) ? " " : "";
    document.execCommand("insertText", false, gap + text);
  }

  insertMatch(at) {
    const match = this.panels.matches[at];
    if (match) this.replaceText(match.target, "memory", match.percent);
  }

  /** Put in what a term of the source is in English; the term is known by its own source. */
  insertTerm(source) {
    const term = this.view.terms.find((one) => one.source === source);
    const rendering = term?.renderings.find((one) => one.status !== "forbidden");
    if (rendering) this.insertText(rendering.target);
  }

  /** The terms of a source, each once, in the order of the text. */
  distinctTerms(terms) {
    const seen = new Set();
    return terms.filter((term) => !seen.has(term.source) && seen.add(term.source));
  }

  contains({ renderings }) {
    const text = this.area.value.toLowerCase();
    return renderings.some((one) => one.status !== "forbidden" && text.includes(one.target.toLowerCase()));
  }

  prefetch() {
    const next = this.book.nextWhere(this.key, (view) => !finished(view));
    if (next !== undefined) this.panels.fetchMatches(next).catch(() => {});
  }

  // --- findings ------------------------------------------------------------------------------

  checkSoon(wait) {
    clearTimeout(this.checking);
    this.checking = setTimeout(() => this.check(), wait);
  }

  async check() {
    const { key } = this;
    const target = this.area.value;
    try {
      const answer = await post(`segments/${key}/check`, { target });
      if (key !== this.key || target !== this.area.value) return;
      this.judge(target, answer.findings);
      this.panels.terms(this.view.terms, answer.terms);
    } catch {
      // the findings of the last save stay; the server checks again when it saves
    }
  }

  judge(text, findings) {
    this.judged = findings && { key: this.key, text, findings };
    this.findings.show(findings ?? []);
  }

  // --- news from the server ------------------------------------------------------------------

  saved({ key, answer, final }) {
    this.takeRow(answer.row);
    if (final && answer.row.status === "confirmed") this.panels.stale();
    if (answer.held_back) {
      const number = this.book?.number(key);
      if (number) toast(t("editor.held_back", { n: number }), { action: t("editor.go_there"), press: () => this.activate(key), kind: "wb-bad" });
    }
    const repeats = (answer.repeats ?? []).filter((one) => one.target !== answer.row.target);
    if (repeats.length) this.offer(answer.row, repeats);
  }

  offer(row, repeats) {
    this.repeats = row.key;
    toast(t("editor.repeats", { n: repeats.length }), { action: t("command.propagate"), press: () => ACTIONS.propagate(this, row.key) });
  }

  conflicted(key, row) {
    const entry = this.journal.get(key);
    if (!entry) return;
    if (entry.target === row.target) return this.resolve(key, entry.status === row.status || entry.status === "draft" ? "theirs" : "mine");
    this.patch(key);
    if (key === this.key) this.showConflict();
    this.screen.told(t("conflict.what", { who: row.translator || t("conflict.somebody"), status: t(`status.${row.status}`) }));
    return undefined;
  }

  refused({ key, error }) {
    complain(error);
    this.patch(key);
    if (key === this.key) this.showConflict();
  }

  showConflict() {
    const entry = this.journal.get(this.key);
    showConflict(this.screen.conflict, entry?.conflict || entry?.refused ? entry : null, this.choices(this.key));
  }

  /** What can be done about a text that the server does not have. */
  choices(key) {
    const [mine, theirs] = [() => this.resolve(key, "mine"), () => this.resolve(key, "theirs")];
    const copy = () => navigator.clipboard?.writeText(this.journal.get(key).target);
    return { mine, theirs, retry: mine, drop: theirs, copy };
  }

  /** Settle a conflict: "mine" is saved over the other's version, "theirs" takes its text. */
  resolve(key, whose) {
    const entry = this.journal.get(key);
    const theirs = entry.conflict ?? this.book?.rows.get(key);
    if (entry.conflict && this.book?.rows.has(key)) this.book.rows.set(key, theirs);
    if (whose === "theirs") this.journal.forget(key);
    else this.journal.write(key, { conflict: undefined, refused: undefined, version: theirs?.version ?? entry.version });
    if (whose === "mine") this.saver.save(key);
    this.patch(key);
    this.screen.save();
    if (key !== this.key) return;
    if (whose === "theirs") this.setText(this.view.target);
    this.showConflict();
    this.judge(this.area.value, whose === "theirs" ? this.view.findings : null);
    this.panels.show(this.view);
    this.focus();
  }

  setText(text) {
    if (this.area.value === text) return;
    const [start, end] = [this.area.selectionStart, this.area.selectionEnd];
    this.area.value = text;
    this.area.setSelectionRange(start, end);
    this.screen.grow();
  }

  /** Take a row as the server has it now; an unsaved edit stays over it. */
  takeRow(row) {
    if (!this.book?.take(row)) return;
    this.patch(row.key);
    if (row.key === this.key && !this.journal.get(row.key)) this.reread(row.findings);
  }

  // The text of this segment came from elsewhere: the box and what stands around it take it.
  reread(findings) {
    const { view } = this;
    this.setText(view.target);
    [this.origin, this.match] = [view.origin || "human", view.match];
    this.judge(view.target, findings);
    this.panels.view = view;
    this.panels.live(view.target);
  }

  /** What another window left behind is in this one's journal now, and will be sent. */
  found(keys) {
    keys.forEach((key) => this.patch(key));
    if (!this.book?.rows.has(this.key) || !keys.includes(this.key)) return;
    this.reread(null);
    this.showConflict();
    this.checkSoon(CHECK);
  }

  async refreshRow(key) {
    try {
      this.takeRow(await get(`segments/${key}`));
    } catch (error) {
      complain(error);
    }
  }

  rearranged(answer) {
    this.book.rearrange(answer);
    this.key = null;
    this.panels.stale();
    this.rows.draw(this.book.views());
    this.activate(answer.rows[0].key);
    this.screen.filter();
    this.screen.head();
  }

  /** Another glossary is in force: every row has its terms and findings anew, texts stay. */
  async reword() {
    const { number } = this.book.article;
    try {
      const { segments } = await get(`articles/${number}`);
      if (this.book.article.number !== number) return;
      for (const row of segments) {
        if (!this.journal.get(row.key)) this.takeRow(row);
        else Object.assign(this.book.rows.get(row.key) ?? {}, { terms: row.terms });
      }
    } catch (error) {
      complain(error);
      return;
    }
    this.book.views().forEach((view) => this.rows.reword(view));
    this.panels.stale();
    this.panels.show(this.view);
    this.checkSoon(0);
  }

  meanwhile({ present, rows, rebuilt, reworded }) {
    const before = this.book.elsewhere;
    this.book.elsewhere = new Map(present.filter((one) => one.segment).map((one) => [one.segment, one.user]));
    for (const key of new Set([...before.keys(), ...this.book.elsewhere.keys()])) {
      if (before.get(key) !== this.book.elsewhere.get(key)) this.patch(key);
    }
    this.screen.people(present);
    const free = rows.filter((row) => !this.journal.get(row.key));
    free.forEach((row) => this.takeRow(row));
    if (rebuilt && !rows.every((row) => this.book.rows.has(row.key))) this.reload();
    else if (reworded) this.reword();
  }

  patch(key) {
    if (!this.book?.rows.has(key)) return;
    this.rows.patch(this.book.view(key));
    this.screen.headSoon();
  }

  async revert(number) {
    await ACTIONS.revert(this, number);
  }

  // --- waiting for the server, where there is no other way -------------------------------------

  /** Save a segment before something is done to it as a whole; says so when that is impossible. */
  async settle(key) {
    if (key === this.key) clearTimeout(this.autosave);
    const done = await this.saver.settle(key);
    if (!done) toast(t("editor.not_saved_yet"), { kind: "wb-bad" });
    return done;
  }

  async settleAll() {
    this.flush();
    await Promise.all(this.saver.waiting.map((entry) => this.saver.settle(entry.key)));
  }

  /** Where the caret or a selection stands in the source of this segment, or null. */
  sourceCaret() {
    const source = this.rows.node(this.key).querySelector(".wb-source");
    const selection = getSelection();
    if (!selection.rangeCount || !source.contains(selection.anchorNode)) return null;
    const range = document.createRange();
    range.selectNodeContents(source);
    range.setEnd(selection.anchorNode, selection.anchorOffset);
    return range.toString().length || null;
  }
}

// The side of the editor: matches, terms, engine against edit, history, comments.

import { get } from "./api.js";
import { differences, shown } from "./diff.js";
import { button, el } from "./dom.js";
import { moment, t } from "./i18n.js";
import { Threads } from "./threads.js";

const SECTIONS = ["matches", "terms", "changes", "history", "comments"];

/** Shows everything about one segment; what needs a request comes a moment later. */
export class Panels {
  constructor(side, editor) {
    this.editor = editor;
    this.key = null;
    this.matches = [];
    this.cache = new Map();
    side.setAttribute("aria-label", t("panel.side"));
    for (const name of SECTIONS) side.append(this.section(name));
    this.threads = new Threads(this.body("comments"), editor);
    this.side = side;
  }

  section(name) {
    const open = localStorage.getItem(`workbench/panel/${name}`) ?? (name === "history" ? "no" : "yes");
    const keys = { matches: "Ctrl+1…9", terms: "Alt+1…9", changes: "Alt+0", history: "Alt+H", comments: "Alt+N" }[name];
    const body = el("div", { class: `wb-panel-${name}` });
    const title = el("summary", {}, el("span", {}, t(`panel.${name}`)), el("kbd", {}, keys));
    const section = el("details", { class: "wb-panel", open: open === "yes" }, title, body);
    this[`${name}Section`] = section;
    section.addEventListener("toggle", () => {
      localStorage.setItem(`workbench/panel/${name}`, section.open ? "yes" : "no");
      if (section.open && this.key !== null) this.load(name);
    });
    return section;
  }

  body(name) {
    return this[`${name}Section`].lastElementChild;
  }

  /** Turn to a segment: what is known at once, the rest as it comes. */
  show(view) {
    this.key = view.key;
    this.view = view;
    this.matches = [];
    this.body("matches").replaceChildren(el("p", { class: "wb-quietly" }, t("panel.looking")));
    this.terms(view.terms, null);
    this.live(view.target);
    this.threads.turn(view.key);
    clearTimeout(this.soon);
    this.soon = setTimeout(() => SECTIONS.forEach((name) => this.load(name)), 60);
  }

  /** Matches may have changed: a segment was confirmed. */
  stale() {
    this.cache.clear();
  }

  load(name) {
    if (!this[`${name}Section`].open) return;
    if (name === "matches") this.loadMatches();
    else if (name === "history") this.loadHistory();
    else if (name === "comments") this.threads.load(this.key);
  }

  /** The engine's text against the text as it stands, word by word. */
  live(text) {
    if (!this.changesSection.open) return;
    const { engine_text: engine, engine: name } = this.view;
    if (!engine) return this.body("changes").replaceChildren(el("p", { class: "wb-quietly" }, t("panel.no_engine")));
    const parts = differences(engine, text);
    const same = parts.every(([kind]) => kind === "equal");
    const back = button(t("command.engine"), () => this.editor.run("engine"), { class: "wb-small", keys: "Alt+0" });
    this.body("changes").replaceChildren(
      el("p", { class: "wb-diff", lang: "en" }, shown(parts)),
      el("p", { class: "wb-quietly" }, same ? t("panel.untouched", { name }) : name, " ", same ? "" : back),
      this.view.confidence === null ? "" : el("p", { class: "wb-quietly" }, t("panel.confidence", { n: Math.round(100 * this.view.confidence) })),
      this.view.unrepaired ? this.repaired() : "",
    );
    return undefined;
  }

  /** That the draft was made to obey the glossary, and the way back. */
  repaired() {
    const back = button(t("panel.unrepair"), () => this.editor.run("unrepair"), { class: "wb-small", keys: "Alt+E" });
    return el("p", { class: "wb-quietly" }, t("panel.repaired"), " ", this.editor.may("edit") ? back : "");
  }

  /** The terms of the source; `used` is what the last check found in the target, or null. */
  terms(terms, used) {
    const numbered = this.editor.distinctTerms(terms);
    const list = numbered.map((term, at) => this.term(term, at, used));
    this.body("terms").replaceChildren(
      list.length ? el("ul", { class: "wb-terms" }, ...list) : el("p", { class: "wb-quietly" }, t("panel.no_terms")),
    );
  }

  term(term, at, used) {
    const known = used?.filter((one) => one.source === term.source) ?? [];
    const there = known.length ? known.some((one) => one.used) : this.editor.contains(term);
    const banned = known.some((one) => one.forbidden);
    const [first] = term.renderings.filter((one) => one.status !== "forbidden");
    const others = term.renderings.filter((one) => one !== first);
    const line = el("li", { class: there ? "wb-used" : "wb-unused" });
    const name = t("panel.insert_term", { text: first?.target ?? "" });
    const insert = el("button", { type: "button", class: "wb-term-button", title: name, lang: "en" }, first?.target ?? "");
    insert.addEventListener("click", () => this.editor.insertTerm(term.source));
    line.append(el("kbd", {}, at < 9 ? at + 1 : ""), el("span", { lang: "az" }, term.source), " → ", first ? insert : "");
    line.append(el("span", { class: "wb-verdict" }, banned ? t("panel.forbidden") : there ? t("panel.used") : t("panel.not_used")));
    for (const other of others) {
      const text = `${other.target} (${t(`term.${other.status}`)})`;
      line.append(el("div", { class: "wb-quietly", lang: "en" }, text, other.note ? ` ${other.note}` : ""));
    }
    if (first?.note) line.append(el("div", { class: "wb-quietly" }, first.note));
    return line;
  }

  async loadMatches() {
    const { key } = this;
    let answer;
    try {
      answer = await this.fetchMatches(key);
    } catch {
      if (key === this.key) this.body("matches").replaceChildren(el("p", { class: "wb-quietly" }, t("panel.unreachable")));
      return;
    }
    if (key !== this.key) return;
    this.matches = answer.matches;
    const list = el("ol", { class: "wb-matches" }, ...answer.matches.map((match, at) => this.match(match, at)));
    this.body("matches").replaceChildren(answer.matches.length ? list : el("p", { class: "wb-quietly" }, t("panel.no_matches")));
    this.editor.prefetch();
  }

  /** The matches of a segment, kept until something is confirmed. */
  fetchMatches(key) {
    if (!this.cache.has(key)) {
      const request = get(`segments/${key}/matches`);
      request.catch(() => this.cache.delete(key));
      this.cache.set(key, request);
    }
    return this.cache.get(key);
  }

  match(match, at) {
    const name = t("panel.insert_match", { n: at + 1, percent: match.percent });
    const insert = el("button", { type: "button", class: "wb-match", title: `${name} (Ctrl+${at + 1})`, "aria-label": name });
    insert.addEventListener("click", () => this.editor.insertMatch(at));
    const band = match.percent >= 100 ? "wb-exact" : match.percent >= 75 ? "wb-near" : "wb-far";
    insert.append(
      el("span", { class: `wb-percent ${band}` }, `${match.percent} %`),
      el("kbd", {}, at + 1),
      el("span", { class: "wb-match-target", lang: "en" }, match.target),
    );
    const origin = [t(`match.${match.kind}`), match.article, match.translator, moment(match.changed)].filter(Boolean);
    const source = el("p", { class: "wb-diff", lang: "az" }, shown(match.diff));
    return el("li", {}, insert, source, el("p", { class: "wb-quietly" }, origin.join(" · ")));
  }

  async loadHistory() {
    const { key } = this;
    try {
      const { revisions } = await get(`segments/${key}/revisions`);
      if (key !== this.key) return;
      const lines = revisions.reverse().map((revision, at) => this.revision(revision, at === 0));
      this.body("history").replaceChildren(el("ol", { class: "wb-history" }, ...lines));
    } catch {
      this.body("history").replaceChildren(el("p", { class: "wb-quietly" }, t("panel.unreachable")));
    }
  }

  revision(revision, current) {
    const who = revision.user || revision.engine || t(`origin.${revision.origin || "none"}`);
    const origin = revision.match ? `${t("origin.memory")} ${revision.match} %` : t(`origin.${revision.origin || "none"}`);
    const parts = [moment(revision.when), who, t(`status.${revision.status}`), origin];
    if (revision.repair) parts.push(repair(revision.repair));
    if (revision.seconds) parts.push(t("panel.effort", { s: Math.round(revision.seconds), n: revision.keys_pressed }));
    const line = el("li", {}, el("p", { class: "wb-quietly" }, parts.join(" · ")));
    line.append(el("p", { class: "wb-diff", lang: "en" }, shown(revision.diff)));
    if (!current && this.editor.may("edit")) {
      const name = t("panel.revert", { n: revision.number });
      line.append(button(name, () => this.editor.revert(revision.number), { class: "wb-small" }));
    }
    return line;
  }
}

/** How a revision came to obey the glossary: `substitution: Orta Dəhliz` in the words of the page. */
function repair(told) {
  const [rule, terms] = told.split(": ", 2);
  return t(`panel.repair_${rule}`, { terms });
}

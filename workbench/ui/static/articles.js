// The Articles tab: the archive a page at a time, filters, search, upload, delete and restore.

import { call, get, post } from "./api.js";
import { ask, button, complain, el, field, marked, select, toast } from "./dom.js";
import { openExport } from "./export.js";
import { count, day, t } from "./i18n.js";
import { icon } from "./icons.js";
import { Pager, cell, later, table } from "./table.js";
import { Upload, tellUpload } from "./upload.js";

const STATUSES = ["empty", "machine", "draft", "confirmed", "reviewed", "rejected"];
const SORTS = { "-date": "newest", date: "oldest", heading: "heading", "-findings": "findings", "-work": "work", "-changed": "changed", "-number": "added", number: "number" };

export class ArticlesPage {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.page = 1;
    const soon = later(() => this.load(1));
    const now = () => this.load(1);
    this.q = el("input", { type: "search", class: "wb-search", oninput: soon, placeholder: t("articles.search_hint") });
    this.rubric = select([["", t("articles.any_rubric")]], "", now);
    this.status = select([["", t("filter.all")], ...STATUSES.map((one) => [one, t(`status.${one}`)])], "", now);
    this.done = select(["", "false", "true"].map((one) => [one, t(`articles.done_${one || "any"}`)]), "", now);
    this.findings = select(["", "error", "warning", "any", "none"].map((one) => [one, t(`filter.finding_${one || "all"}`)]), "", now);
    this.person = select([["", t("articles.anybody")]], "", now);
    this.since = el("input", { type: "date", onchange: now });
    this.until = el("input", { type: "date", onchange: now });
    this.sort = select(Object.entries(SORTS).map(([one, name]) => [one, t(`articles.sort_${name}`)]), "-date", now);
    this.deleted = el("input", { type: "checkbox", onchange: now });
    const { q, rubric, status, done, findings, person, since, until } = this;
    this.filters = { q, rubric, status, done, findings, person, since, until };
    this.pager = new Pager(t("articles.list"), (page) => this.load(page));
    this.told = el("div", { class: "wb-overview" });
    this.list = el("div", { class: "wb-scroll", tabindex: 0, role: "region", "aria-label": t("articles.list") });
    this.sentences = el("section", { class: "wb-sentences", hidden: true });
    this.upload = app.may("edit") ? new Upload((answer) => this.uploaded(answer)) : null;
    this.draw();
  }

  draw() {
    const filters = el("div", { class: "wb-fields wb-filterbar", role: "search", "aria-label": t("articles.filters") },
      field(t("articles.search"), this.q), field(t("articles.rubric"), this.rubric), field(t("filter.status"), this.status),
      field(t("articles.done"), this.done), field(t("filter.findings"), this.findings), field(t("articles.person"), this.person),
      field(t("common.since"), this.since), field(t("common.until"), this.until), field(t("articles.sort"), this.sort));
    if (this.app.may("manage")) filters.append(el("label", { class: "wb-tick" }, this.deleted, t("articles.deleted")));
    this.actions = el("div", { class: "wb-bar" });
    if (this.app.may("edit")) {
      this.translate = button(t("articles.translate"), () => this.app.show("jobs"), { picture: "machine", class: "wb-primary" });
      this.actions.append(this.upload.button, this.upload.folderButton(), this.translate, button(t("articles.export"), () => openExport(), { picture: "export" }));
    }
    this.empty = el("div", { class: "wb-empty", hidden: true });
    this.full = el("div", { class: "wb-column" }, el("div", { class: "wb-pagehead" }, el("h1", {}, t("tab.articles")), this.told, this.actions), filters, this.list, this.pager.element, this.sentences);
    this.element.append(this.full, this.empty);
    this.upload?.accept(this.element);
  }

  shown() {
    this.refresh(this.page);
    this.lists();
  }

  query() {
    const chosen = Object.entries(this.filters).map(([name, node]) => [name, node.value.trim()]);
    return { ...Object.fromEntries(chosen), sort: this.sort.value, deleted: this.deleted.checked ? "true" : "" };
  }

  // The whole workspace is counted anew, which takes longer than a page of the list.
  refresh(page) {
    this.progress = null;
    return this.load(page);
  }

  async load(page) {
    const asked = (this.asked = Symbol("the latest request"));
    try {
      const query = { ...this.query(), page, per_page: 50 };
      const [progress, answer] = await Promise.all([this.progress ?? get("progress"), get("articles", query)]);
      if (asked !== this.asked) return;
      this.progress = progress;
      this.page = page;
      this.show(progress, answer);
      await this.searchSentences(query.q, asked);
    } catch (error) {
      complain(error);
    }
  }

  // What the filters offer; asked for when the tab is turned to.
  async lists() {
    try {
      const [{ rubrics }, { users }] = await Promise.all([get("rubrics"), get("users")]);
      refill(this.rubric, rubrics.filter((one) => one.rubric).map((one) => [one.rubric, `${one.rubric} (${one.articles})`]));
      refill(this.person, users.map((one) => [one.name, one.name]));
    } catch (error) {
      complain(error);
    }
  }

  show(progress, answer) {
    const nothing = progress.empty_workspace && progress.deleted === 0;
    this.full.hidden = nothing;
    this.empty.hidden = !nothing;
    this.element.dataset.ready = nothing ? "empty" : "list";
    if (nothing) return this.welcome();
    this.overview(progress);
    this.pager.show(answer);
    const columns = [this.app.may("edit") ? "articles.choose" : null, "articles.date", "articles.heading", "articles.rubric", "articles.progress", "articles.work", "articles.findings", "articles.people", ""].filter((one) => one !== null);
    const rows = answer.articles.map((article) => this.row(article));
    this.list.replaceChildren(rows.length ? table(t("articles.list"), columns, rows) : el("p", { class: "wb-nothing" }, t("articles.none")));
    this.choice();
    return undefined;
  }

  overview({ articles, segments, statuses, words, findings }) {
    const done = (statuses.confirmed ?? 0) + (statuses.reviewed ?? 0);
    const share = segments ? Math.floor((100 * done) / segments) : 0;
    this.told.textContent = t("articles.overview", { articles: count(articles), segments: count(segments), words: count(words), share, findings: count(findings) });
  }

  row(article) {
    const { number } = article;
    const open = el("a", { href: `?tab=editor&article=${number}`, lang: "az", onclick: (event) => this.open(event, number) }, article.heading || article.id);
    const cells = [
      cell(el("span", { title: article.date }, day(article.date)), { class: "wb-nowrap" }),
      cell(el("div", {}, article.deleted ? el("span", { lang: "az" }, article.heading) : open, el("div", { class: "wb-quietly" }, article.id))),
      cell(article.rubric, { lang: "az" }),
      cell(progressOf(article)),
      cell(workOf(article), { class: "wb-nowrap" }),
      cell(findingsOf(article), { class: "wb-nowrap" }),
      cell(peopleOf(article)),
      cell(this.rowActions(article), { class: "wb-nowrap" }),
    ];
    if (this.app.may("edit")) cells.unshift(cell(this.tick(article)));
    return el("tr", { "data-number": number }, ...cells);
  }

  tick({ number, heading }) {
    const box = el("input", { type: "checkbox", "aria-label": t("articles.choose_one", { heading }) });
    box.checked = this.app.chosen.has(number);
    box.addEventListener("change", () => {
      if (box.checked) this.app.chosen.add(number);
      else this.app.chosen.delete(number);
      this.choice();
    });
    return box;
  }

  choice() {
    if (!this.translate) return;
    const n = this.app.chosen.size;
    this.translate.lastChild.textContent = n ? t("articles.translate_chosen", { n }) : t("articles.translate");
  }

  open(event, number) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.app.openArticle(number);
  }

  rowActions(article) {
    if (!this.app.may("manage")) return "";
    const [key, picture] = article.deleted ? ["restore", "undo"] : ["delete", "bin"];
    const name = t(`articles.${key}_one`, { heading: article.heading });
    return button(name, () => this[key](article), { picture, bare: true, class: "wb-small wb-quiet" });
  }

  async delete(article) {
    const sure = await ask(t("articles.delete_title"), el("p", {}, t("articles.delete_sure", { heading: article.heading })), {
      agree: t("articles.delete"),
      read: () => true,
    });
    if (!sure) return;
    await this.attempt(() => call("DELETE", `articles/${article.number}`));
    this.app.chosen.delete(article.number);
    toast(t("articles.was_deleted"), { action: t("articles.restore"), press: () => this.restore(article) });
  }

  restore({ number }) {
    return this.attempt(() => post(`articles/${number}/restore`));
  }

  async attempt(work) {
    try {
      await work();
      await this.refresh(this.page);
    } catch (error) {
      complain(error);
    }
  }

  // --- sentences with the words searched for ---------------------------------------------------

  async searchSentences(q, asked) {
    if (!q) {
      this.sentences.hidden = true;
      return;
    }
    const answer = await get("search", { q, side: "both", per_page: 20 });
    if (asked !== this.asked) return;
    this.sentences.hidden = !answer.total;
    const lines = answer.found.map((one) => this.sentence(one));
    this.sentences.replaceChildren(
      el("h2", {}, t("articles.sentences", { n: count(answer.total) })),
      el("ol", { class: "wb-found" }, ...lines));
  }

  sentence(found) {
    const source = el("p", { lang: "az" });
    source.append(marked(found.source, found.source_spans));
    const target = el("p", { lang: "en" });
    target.append(marked(found.target, found.target_spans));
    const open = el("a", {
      href: `?tab=editor&article=${found.article}&segment=${found.key}`,
      lang: "az",
      onclick: (event) => (event.preventDefault(), this.app.openArticle(found.article, found.key)),
    }, found.heading);
    return el("li", {}, source, target, el("p", { class: "wb-quietly" }, open, ` · ${t(`status.${found.status}`)}`));
  }

  // --- an empty workspace, and new articles ----------------------------------------------------

  welcome() {
    this.empty.replaceChildren(el("h1", {}, t("welcome.title")), el("p", {}, t("welcome.what")));
    if (!this.upload) return this.empty.append(el("p", {}, t("welcome.viewer")));
    const sample = button(t("welcome.sample"), () => this.sample(sample), { picture: "play", class: "wb-primary wb-big" });
    return this.empty.append(el("div", { class: "wb-choices" },
      el("div", {}, el("h2", {}, t("welcome.try")), el("p", {}, t("welcome.sample_what")), sample),
      el("div", {}, el("h2", {}, t("welcome.own")), el("p", {}, t("welcome.own_what")), this.upload.zone, this.upload.folderButton())));
  }

  async sample(pressed) {
    pressed.disabled = true;
    try {
      this.uploaded(await post("articles/sample"));
    } catch (error) {
      complain(error);
    }
    pressed.disabled = false;
  }

  async uploaded(answer) {
    const added = answer.added.map((id) => answer.numbers[id]);
    for (const number of added) this.app.chosen.add(number);
    await this.refresh(1);
    const unseen = added.some((number) => !this.list.querySelector(`[data-number="${number}"]`));
    tellUpload(answer, unseen && (() => this.showAdded()));
    await this.lists();
  }

  // New articles are shown first, whatever was looked for before.
  showAdded() {
    for (const node of Object.values(this.filters)) node.value = "";
    this.deleted.checked = false;
    this.sort.value = "-number";
    return this.load(1);
  }
}

function refill(node, pairs) {
  const { value } = node;
  node.replaceChildren(node.firstElementChild, ...pairs.map(([key, text]) => el("option", { value: key }, text)));
  node.value = value;
}

function progressOf({ done, segments, words }) {
  const name = t("articles.done_of", { done, segments });
  const title = `${name} · ${t("articles.words", { n: count(words) })}`;
  return el("div", { class: "wb-progress", title },
    el("progress", { max: segments || 1, value: done, "aria-label": name }), el("span", {}, `${done}/${segments}`));
}

function workOf({ work }) {
  const n = Math.round(work);
  return n ? el("span", { title: t("articles.work_what", { n: count(n) }) }, `≈ ${count(n)}`) : "";
}

function findingsOf({ findings, errors, open_comments: comments }) {
  const marks = [];
  if (errors) marks.push(mark("error", errors, t("editor.errors", { n: errors })));
  if (findings > errors) marks.push(mark("warning", findings - errors, t("editor.warnings", { n: findings - errors })));
  if (comments) marks.push(mark("comment", comments, t("editor.comments_open", { n: comments })));
  return el("span", {}, ...marks);
}

function mark(kind, number, name) {
  return el("span", { class: `wb-mark wb-${kind}`, title: name }, icon(kind), String(number), el("span", { class: "wb-unseen" }, ` ${name}`));
}

function peopleOf({ people, present }) {
  const here = present.map((name) => el("span", { class: "wb-here", title: t("articles.here_now", { name }) }, icon("user"), name));
  const away = people.filter((name) => !present.includes(name));
  return el("span", {}, ...here, away.length ? ` ${away.join(", ")}` : "");
}

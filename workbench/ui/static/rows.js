// The rows of an article: number, source with its terms, target, status.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/**
 * Draws rows and keeps them up to date. A `view` is a row as the translator sees it: the server's
 * row, with the text and status of an unsaved edit over it.
 */
export class Rows {
  constructor(list, { open, insert }) {
    this.list = list;
    this.nodes = new Map();
    list.addEventListener("click", (event) => {
      const node = event.target.closest(".wb-row");
      if (!node || event.target.closest("button, textarea")) return;
      const key = Number(node.dataset.key);
      const term = event.target.closest(".wb-term");
      if (term && node.classList.contains("wb-active")) insert(term.dataset.term);
      else if (!String(getSelection())) open(key);
    });
  }

  /** Draw all rows anew, in order. */
  draw(views) {
    this.nodes.clear();
    const piece = document.createDocumentFragment();
    let paragraph = null;
    views.forEach((view, at) => {
      const node = this.make(view, at + 1, paragraph !== null && paragraph !== view.paragraph);
      paragraph = view.paragraph;
      this.nodes.set(view.key, node);
      piece.append(node);
    });
    this.list.replaceChildren(piece);
  }

  make(view, number, newParagraph) {
    const source = el("div", { class: "wb-source", lang: "az", dir: "auto" });
    source.append(withTerms(view));
    const target = el("div", { class: "wb-target", lang: "en", dir: "auto" });
    const node = el(
      "li",
      { class: newParagraph ? "wb-row wb-paragraph" : "wb-row", "data-key": view.key },
      el("span", { class: "wb-number" }, number),
      source,
      el("div", { class: "wb-cell" }, target),
      el("div", { class: "wb-state" }),
    );
    this.fill(node, view);
    return node;
  }

  /** Bring one row up to date; the box that is being written in is left alone. */
  patch(view) {
    const node = this.nodes.get(view.key);
    if (node) this.fill(node, view);
  }

  /** Underline the terms of a source anew. */
  reword(view) {
    this.nodes.get(view.key)?.querySelector(".wb-source").replaceChildren(withTerms(view));
  }

  fill(node, view) {
    node.dataset.status = view.shown;
    const target = node.querySelector(".wb-target");
    if (target.textContent !== view.target) target.textContent = view.target;
    node.querySelector(".wb-state").replaceChildren(...state(view));
  }

  /** Put the writing box into a row, and take it out of the one before. */
  activate(key, box) {
    const before = this.list.querySelector(".wb-active");
    const node = this.nodes.get(key);
    const top = node.getBoundingClientRect().top;
    if (before && before !== node) {
      before.classList.remove("wb-active");
      before.removeAttribute("aria-current");
      drawn(before);
    }
    node.classList.add("wb-active");
    node.setAttribute("aria-current", "true");
    node.querySelector(".wb-cell").append(box);
    keepInSight(this.list.parentElement, node, top);
  }

  node(key) {
    return this.nodes.get(key);
  }
}

// A row that is no longer active would be measured as high as it was with the box, until the
// browser has looked whether it is on the screen.
function drawn(node) {
  node.style.contentVisibility = "visible";
  setTimeout(() => node.style.removeProperty("content-visibility"), 300);
}

/** The source as text, its terms underlined; a term shows its English on hover. */
function withTerms({ source, terms }) {
  const piece = document.createDocumentFragment();
  let at = 0;
  terms.forEach((term) => {
    if (term.start < at) return; // terms inside terms: the longer one is shown
    const english = term.renderings.filter((one) => one.status !== "forbidden").map((one) => one.target);
    const node = el("span", { class: "wb-term", "data-term": term.source, "data-english": english.join(" · ") });
    node.textContent = source.slice(term.start, term.end);
    piece.append(source.slice(at, term.start), node);
    at = term.end;
  });
  piece.append(source.slice(at));
  return piece;
}

function state(view) {
  const parts = [el("span", { class: "wb-status" }, icon(view.shown), el("span", {}, t(`status.${view.shown}`)))];
  const open = view.findings.filter((finding) => !finding.accepted);
  const errors = open.filter((finding) => finding.severity === "error").length;
  const warnings = open.filter((finding) => finding.severity === "warning").length;
  if (errors) parts.push(mark("error", errors, t("editor.errors", { n: errors })));
  if (warnings) parts.push(mark("warning", warnings, t("editor.warnings", { n: warnings })));
  if (view.doubtful) parts.push(mark("doubt", `${percent(view)} %`, t("editor.doubtful", { n: percent(view) })));
  if (view.comments) parts.push(mark("comment", view.comments, t("editor.comments_open", { n: view.comments })));
  const who = view.elsewhere || view.translator;
  if (view.origin === "memory" && view.match) parts.push(el("span", { class: "wb-who" }, `${view.match} %`));
  if (who) parts.push(el("span", { class: "wb-who" }, who));
  return parts;
}

function percent({ confidence }) {
  return Math.round(100 * confidence);
}

function mark(kind, number, name) {
  const node = el("span", { class: `wb-mark wb-${kind}`, title: name }, icon(kind), el("span", {}, number));
  node.append(el("span", { class: "wb-unseen" }, ` ${name}`));
  return node;
}

// The row stays where it was on the screen, unless that is too near an edge to read on.
function keepInSight(sheet, node, before) {
  const frame = sheet.getBoundingClientRect();
  const moved = node.getBoundingClientRect().top - before;
  if (Math.abs(moved) > 1) sheet.scrollTop += moved;
  const now = node.getBoundingClientRect();
  const [least, most] = [frame.top + frame.height * 0.12, frame.bottom - frame.height * 0.22];
  if (now.top < least) sheet.scrollTop -= least - now.top;
  else if (now.bottom > most) sheet.scrollTop += Math.min(now.bottom - most, now.top - least);
}

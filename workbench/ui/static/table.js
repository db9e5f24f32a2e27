// Lists from the server: a table with a page at a time, and the buttons to turn pages.

import { button, el } from "./dom.js";
import { count, t } from "./i18n.js";

/** A table with a caption for screen readers; columns are the keys of their headings. */
export function table(caption, columns, rows) {
  const heads = columns.map((name) => el("th", { scope: "col" }, name ? t(name) : el("span", { class: "wb-unseen" }, t("common.actions"))));
  return el("table", { class: "wb-table" },
    el("caption", { class: "wb-unseen" }, caption),
    el("thead", {}, el("tr", {}, ...heads)),
    el("tbody", {}, ...rows));
}

/** A cell; a node or text. */
export function cell(content, attributes = {}) {
  return el("td", attributes, content ?? "");
}

/** Buttons that turn the pages of a list `of` something; `turn` gets the number of the page. */
export class Pager {
  constructor(of, turn) {
    this.said = el("span", { role: "status" });
    this.before = button(t("page.previous"), () => turn(this.page - 1), { picture: "previous", class: "wb-small" });
    this.after = button(t("page.next"), () => turn(this.page + 1), { picture: "next", class: "wb-small" });
    this.element = el("nav", { class: "wb-pager", "aria-label": `${t("page.pages")}: ${of}` }, this.said, this.before, this.after);
  }

  show({ page, per_page: size, total }) {
    this.page = page;
    this.element.hidden = !total;
    const first = total ? (page - 1) * size + 1 : 0;
    const last = Math.min(page * size, total);
    this.said.textContent = t("page.range", { first: count(first), last: count(last), total: count(total) });
    this.before.disabled = page <= 1;
    this.after.disabled = last >= total;
  }
}

/**
 * What a list shows. One that is as it was is left alone: a button drawn anew would miss a click
 * that is on its way.
 */
export class Shown {
  /** Whether this is other than the last time; it is remembered for the next. */
  differs(...what) {
    const last = this.last;
    this.last = JSON.stringify(what);
    return this.last !== last;
  }
}

/** Calls `work` once, a moment after the last call. */
export function later(work, wait = 250) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}

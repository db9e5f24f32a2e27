// The open article: its rows in order, and over them the edits that are not yet saved.

const DOUBTFUL = 0.2; // of an article's drafts, the least certain
const CERTAIN = 0.5; // a draft of which more is expected to stand is not marked

/** Rows by key, with what the journal holds laid over them. */
export class Book {
  constructor(article, journal) {
    this.article = article;
    this.journal = journal;
    this.rows = new Map(article.segments.map((row) => [row.key, row]));
    this.order = article.segments.map((row) => row.key);
    this.doubt = doubt(article.segments); // stays as it was when the article was opened
    this.elsewhere = new Map(); // key -> somebody else who is in that segment now
  }

  /** The row as its translator sees it. `shown` is the status with conflict and lock told apart. */
  view(key) {
    const row = this.rows.get(key);
    const entry = this.journal.get(key);
    const view = { ...row, elsewhere: this.elsewhere.get(key) ?? "" };
    if (entry) Object.assign(view, { target: entry.target, status: entry.status, origin: entry.origin, match: entry.match });
    view.doubtful = untouched(view) && view.confidence <= this.doubt;
    view.shown = entry?.conflict || entry?.refused ? "conflict" : view.elsewhere ? "locked" : view.status;
    return view;
  }

  views() {
    return this.order.map((key) => this.view(key));
  }

  /** Take a newer row from the server; false when it is older than the one here or not of this article. */
  take(row) {
    const here = this.rows.get(row.key);
    if (!here || here.version > row.version) return false;
    this.rows.set(row.key, row);
    return true;
  }

  /** Replace rows after a split, a merge, or the undoing of either. */
  rearrange({ rows, removed, article }) {
    removed.forEach((key) => this.rows.delete(key));
    rows.forEach((row) => this.rows.set(row.key, row));
    const places = article.filter((place) => this.rows.has(place.key));
    for (const { key, paragraph, index } of places) Object.assign(this.rows.get(key), { paragraph, index });
    this.order = places.map((place) => place.key);
  }

  number(key) {
    return this.order.indexOf(key) + 1;
  }

  /** The key `step` places on, or the same at either end. */
  beside(key, step) {
    const at = this.order.indexOf(key) + step;
    return this.order[Math.max(0, Math.min(at, this.order.length - 1))];
  }

  /** The first key after this one, then from the top, whose view passes; undefined for none. */
  nextWhere(key, passes) {
    const at = this.order.indexOf(key);
    const round = [...this.order.slice(at + 1), ...this.order.slice(0, Math.max(at, 0))];
    return round.find((other) => passes(this.view(other)));
  }

  /** The engine's untouched drafts, the least certain first. */
  doubts() {
    const open = this.views().filter(untouched);
    return open.sort((one, other) => one.confidence - other.confidence).map((view) => view.key);
  }

  /** Segments done, in all, with errors and with warnings nobody accepted. */
  tally() {
    const tally = { done: 0, all: this.order.length, errors: 0, warnings: 0 };
    for (const key of this.order) {
      const view = this.view(key);
      if (finished(view)) tally.done += 1;
      const open = view.findings.filter((finding) => !finding.accepted);
      if (open.some((finding) => finding.severity === "error")) tally.errors += 1;
      else if (open.some((finding) => finding.severity === "warning")) tally.warnings += 1;
    }
    return tally;
  }
}

/** A draft of an engine as it came, with a known confidence. */
function untouched({ status, confidence }) {
  return status === "machine" && confidence !== null;
}

// The confidence up to which drafts are marked.
function doubt(rows) {
  const known = rows.filter(untouched).map((row) => row.confidence).sort((one, other) => one - other);
  return Math.min(known[Math.ceil(known.length * DOUBTFUL) - 1] ?? 0, CERTAIN);
}

/** Nothing is left to do for a translator here. */
export function finished(view) {
  return view.shown === "confirmed" || view.shown === "reviewed" ||
    (view.shown === "locked" && (view.status === "confirmed" || view.status === "reviewed"));
}

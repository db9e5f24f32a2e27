// The Statistics tab: a chart of each series the server computes, its table, and its CSV.

import { address, get } from "./api.js";
import { barChart, figure, lineChart, rankChart } from "./charts.js";
import { button, complain, el, field } from "./dom.js";
import { download } from "./export.js";
import { day, t } from "./i18n.js";
import { cell, table } from "./table.js";

const MOST = 15; // bars of a ranking; the table and the CSV have all

/** series: how its rows become a chart. */
const CHARTS = {
  progress: (name, rows) => lineChart(name, rows.map((row) => short(row.day)), ["confirmed", "reviewed"].map((one) => series(t(`statistics.${one}`), rows, one))),
  words: (name, rows) => over(name, rows, "day", "user", "words", { stacked: true }),
  edits: (name, rows) => over(name, rows, "month", "engine", "edit_rate", {}),
  time: (name, rows) => lines(name, rows, "day", "user", "seconds"),
  findings: (name, rows) => rankChart(name, rows.slice(0, MOST).map((row) => ({ name: checkName(row.check), value: row.found, text: t("statistics.found_accepted", row) }))),
  terms: (name, rows) => rankChart(name, rows.slice(0, MOST).map((row) => ({ name: `${row.term} → ${row.rendering}`, value: row.used, of: row.found, text: `${figure(row.percent)} %` }))),
  origins: (name, rows) => over(name, rows.map((row) => ({ ...row, origin: t(`origin.${row.origin || "none"}`) })), "month", "origin", "segments", { stacked: true }),
};

export class StatisticsPage {
  constructor(element) {
    this.element = element;
    this.since = el("input", { type: "date", onchange: () => this.shown() });
    this.until = el("input", { type: "date", onchange: () => this.shown() });
    this.cards = new Map(Object.keys(CHARTS).map((name) => [name, this.card(name)]));
    const head = el("div", { class: "wb-pagehead" }, el("h1", {}, t("tab.statistics")),
      el("div", { class: "wb-fields" }, field(t("common.since"), this.since), field(t("common.until"), this.until)));
    element.append(head, el("div", { class: "wb-cards" }, ...this.cards.values()));
  }

  get query() {
    return { since: this.since.value, until: this.until.value };
  }

  card(name) {
    const csv = button(t("statistics.csv"), () => download(address(`statistics/${name}.csv`, this.query)), { picture: "export", class: "wb-small" });
    csv.setAttribute("aria-label", `${t(`statistics.${name}`)}: ${t("statistics.csv")}`);
    return el("section", { class: "wb-card", "data-series": name },
      el("div", { class: "wb-cardhead" }, el("h2", {}, t(`statistics.${name}`)), csv),
      el("p", { class: "wb-hint" }, t(`statistics.${name}_what`)), el("div", { class: "wb-drawing" }));
  }

  async shown() {
    const { query } = this;
    await Promise.all([...this.cards].map(async ([name, card]) => {
      try {
        this.draw(name, card.lastChild, await get(`statistics/${name}`, query));
      } catch (error) {
        complain(error);
      }
    }));
    this.element.dataset.ready = "true";
  }

  draw(name, place, { columns, rows }) {
    if (!rows.length) return place.replaceChildren(el("p", { class: "wb-nothing" }, t("statistics.none")));
    const named = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
    const title = t(`statistics.${name}`);
    const figures = el("details", { class: "wb-figures" }, el("summary", {}, t("statistics.table")));
    figures.addEventListener("toggle", () => figures.open && figures.children.length === 1 && figures.append(tableOf(title, columns, rows)));
    return place.replaceChildren(CHARTS[name](title, named), figures);
  }
}

function tableOf(title, columns, rows) {
  const lines = rows.map((row) => el("tr", {}, ...row.map((value) => cell(typeof value === "number" ? figure(value) : (value ?? "–")))));
  return el("div", { class: "wb-scroll", tabindex: 0, role: "region", "aria-label": title }, table(title, columns.map((one) => `statistics.column_${one}`), lines));
}

// Rows of (time, who, value) as one series for each of whom.
function spread(rows, across, by, value) {
  const labels = [...new Set(rows.map((row) => row[across]))].sort();
  const found = new Map(rows.map((row) => [`${row[across]}\n${row[by]}`, row[value]]));
  const names = [...new Set(rows.map((row) => row[by]))].sort();
  const all = names.map((name) => ({ name: name || "–", values: labels.map((label) => found.get(`${label}\n${name}`) ?? null) }));
  return [labels.map(short), all];
}

function over(title, rows, across, by, value, options) {
  return barChart(title, ...spread(rows, across, by, value), options);
}

function lines(title, rows, across, by, value) {
  return lineChart(title, ...spread(rows, across, by, value));
}

function series(name, rows, column) {
  return { name, values: rows.map((row) => row[column]) };
}

// 2025-03-01 -> 1 Mar, 2025-03 -> Mar 2025, in the language of the interface.
function short(when) {
  const [, month, year] = day(when.length === 7 ? `${when}-01` : when).split(" ");
  const letters = (month ?? "").slice(0, 3);
  return when.length === 7 ? `${letters} ${year}` : `${Number(when.slice(8, 10))} ${letters}`;
}

function checkName(id) {
  const name = t(`check.${id}`);
  return name.startsWith("check.") ? id : name;
}

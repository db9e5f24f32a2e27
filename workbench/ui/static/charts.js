// Charts drawn as SVG: lines over time, bars side by side or stacked, and ranked bars.
//
// A chart is a picture with a name; the same figures stand below it as a table, for everybody who
// cannot see it and for whoever wants to read them exactly.

import { el } from "./dom.js";
import { decimal } from "./i18n.js";

const [WIDTH, HEIGHT] = [640, 260];
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 12, 10, 34];
const COLOURS = 6;

/** The steps of an axis: from 0 over round numbers to one that is not below `most`. */
export function steps(most, wanted = 4) {
  if (!(most > 0)) return [0, 1];
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.999);
  const found = [0];
  while (found.at(-1) < most * 0.999999) found.push(round(found.length * step));
  return found;
}

/** Lines over labels, past those where a value is null. `series` is [{name, values}]. */
export function lineChart(name, labels, series) {
  const most = Math.max(0, ...series.flatMap(({ values }) => values.map((one) => one ?? 0)));
  const frame = new Frame(name, most);
  const x = (at) => LEFT + ((WIDTH - LEFT - RIGHT) * (labels.length > 1 ? at / (labels.length - 1) : 0.5));
  frame.labels(labels, x);
  series.forEach(({ name: of, values }, at) => {
    const colour = `wb-c${(at % COLOURS) + 1}`;
    const points = values.flatMap((value, place) => (value === null ? [] : [`${round(x(place))} ${round(frame.y(value))}`]));
    frame.add("path", { d: `M${points.join("L")}`, class: `wb-line ${colour}` });
    if (labels.length > 60) return;
    values.forEach((value, place) => {
      if (value !== null) frame.add("circle", { cx: x(place), cy: frame.y(value), r: 3, class: colour }, `${labels[place]} · ${of}: ${figure(value)}`);
    });
  });
  return figureOf(frame, series);
}

/** Bars over labels, stacked on one another or side by side. */
export function barChart(name, labels, series, { stacked = false } = {}) {
  const sum = (at) => series.reduce((all, { values }) => all + (values[at] ?? 0), 0);
  const tallest = stacked ? labels.map((_, at) => sum(at)) : series.flatMap(({ values }) => values.map((one) => one ?? 0));
  const frame = new Frame(name, Math.max(0, ...tallest));
  const place = (WIDTH - LEFT - RIGHT) / Math.max(labels.length, 1);
  const wide = Math.min(place * 0.75, 48);
  const start = (at) => LEFT + place * at + (place - wide) / 2;
  frame.labels(labels, (at) => start(at) + wide / 2);
  labels.forEach((label, at) => {
    let below = 0;
    series.forEach(({ name: of, values }, which) => {
      const value = values[at] ?? 0;
      if (!value) return;
      const width = stacked ? wide : wide / series.length;
      const [bottom, top] = [frame.y(below), frame.y(below + value)];
      const x = start(at) + (stacked ? 0 : which * width);
      frame.add("rect", { x, y: top, width: Math.max(width - 1, 1), height: Math.max(bottom - top, 0), class: `wb-c${(which % COLOURS) + 1}` }, `${label} · ${of}: ${figure(value)}`);
      if (stacked) below += value;
    });
  });
  return figureOf(frame, series);
}

/** Ranked bars, the largest first: [{name, lang, value, of, text}]; `of` draws the whole behind. */
export function rankChart(name, bars) {
  const most = Math.max(1, ...bars.map((bar) => bar.of ?? bar.value));
  const lines = bars.map((bar) => {
    const track = el("span", { class: "wb-track" }, el("span", { class: "wb-whole" }), el("span", { class: "wb-part" }));
    track.firstChild.style.width = `${(100 * (bar.of ?? bar.value)) / most}%`;
    track.lastChild.style.width = `${(100 * bar.value) / most}%`;
    return el("li", {}, el("span", { class: "wb-rankname", lang: bar.lang }, bar.name), track, el("span", { class: "wb-rankvalue" }, bar.text ?? figure(bar.value)));
  });
  return el("ol", { class: "wb-rank", "aria-label": name }, ...lines);
}

/** A number as a table or a chart shows it. */
export function figure(value) {
  if (value === null || value === undefined) return "–";
  return decimal(value, 2);
}

// The picture with its axes.
class Frame {
  constructor(name, most) {
    this.svg = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "wb-chart" });
    this.svg.setAttribute("aria-label", name);
    const ticks = steps(most);
    this.most = ticks.at(-1);
    for (const tick of ticks) {
      this.add("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: this.y(tick), y2: this.y(tick), class: "wb-grid" });
      this.text(figure(tick), { x: LEFT - 6, y: this.y(tick) + 4, "text-anchor": "end" });
    }
  }

  y(value) {
    return HEIGHT - BOTTOM - (value / this.most) * (HEIGHT - TOP - BOTTOM);
  }

  labels(labels, x) {
    const every = Math.ceil(labels.length / 8);
    labels.forEach((label, at) => {
      const anchor = x(at) > WIDTH - RIGHT - 20 ? "end" : "middle";
      if (at % every === 0) this.text(label, { x: x(at), y: HEIGHT - 12, "text-anchor": anchor });
    });
  }

  add(tag, attributes, title) {
    const node = svg(tag, attributes);
    if (title) {
      const said = svg("title", {});
      said.textContent = title;
      node.append(said);
    }
    this.svg.append(node);
  }

  text(content, attributes) {
    const node = svg("text", attributes);
    node.textContent = content;
    this.svg.append(node);
  }
}

function figureOf(frame, series) {
  const legend = el("ul", { class: "wb-legend" }, ...series.map(({ name }, at) =>
    el("li", {}, el("span", { class: `wb-swatch wb-c${(at % COLOURS) + 1}` }), name)));
  return el("div", {}, frame.svg, legend);
}

function svg(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, typeof value === "number" ? round(value) : value);
  return node;
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}

// The Jobs tab: have articles translated, watch, stop, go on. The work is done by another process.

import { get, newName, post } from "./api.js";
import { button, complain, el, field, select, toast } from "./dom.js";
import { count, decimal, duration, moment, t } from "./i18n.js";

const OFTEN = 1000; // ms between two looks while a job runs
const SELDOM = 5000;
const GOING = new Set(["queued", "running", "stopping"]);

export class JobsPage {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.cards = new Map(); // id -> card
    this.list = el("div", { class: "wb-jobs" });
    this.told = el("p", { class: "wb-warn", hidden: true });
    element.append(el("div", { class: "wb-pagehead" }, el("h1", {}, t("tab.jobs"))));
    if (app.may("edit")) element.append(this.form());
    element.append(this.told, this.list);
    document.addEventListener("visibilitychange", () => this.look());
  }

  form() {
    this.engine = select([], "", () => (this.picked = this.engine.value));
    this.which = select([], "");
    this.again = el("input", { type: "checkbox" });
    this.submit = el("button", { type: "submit", class: "wb-button wb-primary" }, t("jobs.start"));
    this.without = el("p", { class: "wb-told", hidden: true }, t("jobs.no_engine"));
    return el("form", { class: "wb-card wb-fields", onsubmit: (event) => this.start(event) },
      field(t("jobs.engine"), this.engine), field(t("jobs.articles"), this.which),
      el("label", { class: "wb-tick" }, this.again, t("jobs.again")), this.submit,
      el("p", { class: "wb-hint" }, t("jobs.never")), this.without);
  }

  shown() {
    this.offer();
    this.look();
  }

  async offer() {
    if (!this.engine) return;
    const { chosen } = this.app;
    const pairs = [["all", t("jobs.all")]];
    if (chosen.size) pairs.unshift(["chosen", t("jobs.chosen", { n: chosen.size })]);
    this.which.replaceChildren(...pairs.map(([key, text]) => el("option", { value: key }, text)));
    try {
      const { engines, default: usual } = await get("engines");
      const ready = engines.filter((one) => one.ready).map((one) => one.id);
      const wanted = [this.picked, usual, ...ready].find((id) => ready.includes(id));
      this.engine.replaceChildren(...engines.map((one) => engineOption(one)));
      this.engine.value = wanted ?? usual;
      this.submit.disabled = wanted === undefined;
      this.without.hidden = wanted !== undefined;
    } catch (error) {
      complain(error);
    }
  }

  async start(event) {
    event.preventDefault();
    const articles = this.which.value === "chosen" ? [...this.app.chosen] : null;
    try {
      await post("jobs", { engine: this.engine.value, articles, again: this.again.checked, change_id: newName() });
      this.app.chosen.clear();
      this.again.checked = false;
      toast(t("jobs.started"));
      this.offer();
      this.look();
    } catch (error) {
      complain(error);
    }
  }

  async look() {
    clearTimeout(this.timer);
    if (this.element.offsetParent === null || document.hidden) return;
    let wait = SELDOM;
    try {
      const answer = await get("jobs", { limit: 50 });
      this.show(answer);
      if (answer.jobs.some((job) => GOING.has(job.state))) wait = OFTEN;
    } catch (error) {
      if (error.status === 401) return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), wait);
  }

  show({ jobs, worker }) {
    this.told.hidden = worker || !jobs.some((job) => GOING.has(job.state));
    this.told.textContent = t("jobs.no_worker");
    this.element.dataset.ready = jobs.length;
    if (!jobs.length) return this.list.replaceChildren(el("p", { class: "wb-nothing" }, t("jobs.none")));
    const wanted = jobs.map((job) => this.card(job).element);
    if (wanted.some((node, at) => this.list.children[at] !== node) || this.list.children.length !== wanted.length) {
      this.list.replaceChildren(...wanted);
    }
    return undefined;
  }

  card(job) {
    if (!this.cards.has(job.id)) this.cards.set(job.id, new Card(this, job));
    const card = this.cards.get(job.id);
    card.show(job);
    return card;
  }

  async order(id, what) {
    try {
      await post(`jobs/${id}/${what}`);
    } catch (error) {
      complain(error);
    }
    this.look();
  }
}

/** One job; its bar and numbers move, its elements stay, so that the focus does. */
class Card {
  constructor(page, job) {
    this.title = el("h2", {}, t("jobs.number", { n: job.id }));
    this.state = el("span", { class: "wb-jobstate" });
    this.bar = el("progress", { max: 1, value: 0, "aria-label": t("jobs.progress", { n: job.id }) });
    this.numbers = el("p", { class: "wb-numbers" });
    this.facts = el("p", { class: "wb-quietly" });
    this.error = el("p", { class: "wb-told" });
    this.stop = button(t("jobs.stop"), () => page.order(job.id, "stop"), { picture: "stop", class: "wb-small" });
    this.resume = button(t("jobs.resume"), () => page.order(job.id, "resume"), { picture: "play", class: "wb-small" });
    this.may = page.app.may("edit");
    const head = el("div", { class: "wb-jobhead" }, this.title, this.state, el("span", { class: "wb-gap" }), this.stop, this.resume);
    this.element = el("article", { class: "wb-card wb-job", "data-job": job.id }, head, this.bar, this.numbers, this.facts, this.error);
  }

  show(job) {
    this.element.dataset.state = job.state;
    this.state.textContent = t(`jobs.state_${job.state}`);
    this.bar.max = job.total || 1;
    this.bar.value = job.state === "done" ? this.bar.max : job.finished;
    this.numbers.textContent = progress(job);
    this.facts.textContent = facts(job);
    this.error.textContent = job.error;
    this.stop.hidden = !this.may || !(job.state === "queued" || job.state === "running");
    this.resume.hidden = !this.may || !(job.state === "stopped" || job.state === "failed");
  }
}

function progress(job) {
  const parts = [t("jobs.segments", { done: count(job.finished), all: count(job.total) })];
  if (job.from_memory) parts.push(t("jobs.from_memory", { n: count(job.from_memory) }));
  if (job.findings) parts.push(t("jobs.findings", { n: count(job.findings) }));
  if (job.state === "running" && job.segments_per_second) {
    parts.push(t("jobs.speed", { n: decimal(job.segments_per_second) }));
    if (job.seconds_left !== null) parts.push(t("jobs.left", { time: duration(job.seconds_left) }));
  }
  return parts.join(" · ");
}

function facts(job) {
  const parts = [job.engine, t("jobs.articles_n", { n: count(job.articles) }), job.user, moment(job.created)];
  if (job.ended) parts.push(t("jobs.ended", { when: moment(job.ended) }));
  if (job.current && job.state === "running") parts.push(job.current);
  return parts.filter(Boolean).join(" · ");
}

/** An engine of the list; one that is not on this machine cannot be chosen. */
export function engineOption({ id, name, ready, note }) {
  const text = [name || id, ready ? "" : `(${note || t("jobs.not_ready")})`].filter(Boolean).join(" ");
  return el("option", { value: id, disabled: !ready }, text);
}

// The start of every page: who is signed in, which tab is open, and one page object for each tab.

import { askAhead, get, line } from "./api.js";
import { toast } from "./dom.js";
import { language, t } from "./i18n.js";
import { Journal, clientName } from "./journal.js";
import { Saver } from "./saving.js";
import { askToSignIn, goToSignIn } from "./sign_in.js";
import { theme } from "./theme.js";
import { TopBar } from "./top.js";

// Each tab has a module of its own, so that the one that is asked for need not wait for the others.
const PAGES = {
  articles: async () => (await import("./articles.js")).ArticlesPage,
  editor: async () => (await import("./editor_page.js")).EditorPage,
  jobs: async () => (await import("./jobs.js")).JobsPage,
  statistics: async () => (await import("./statistics.js")).StatisticsPage,
  memory: async () => (await import("./memory.js")).MemoryPage,
  settings: async () => (await import("./settings.js")).SettingsPage,
};
const PLACES = "[data-page], [data-part=top]";
const OTHERS = 3000; // ms after the start: then the other tabs' modules are fetched, too

/** What the pages share: the session, the unsaved edits, and the way from one tab to another. */
class App {
  constructor(session, client) {
    this.session = session;
    this.journal = new Journal(session.workspace, session.user, client);
    this.saver = new Saver(this.journal);
    this.kinds = {}; // what the pages are made of, by tab, as far as it is loaded
    this.pages = {};
    this.chosen = new Set(); // numbers of the articles ticked in the list
  }

  may(what) {
    return this.session.may.includes(what);
  }

  /** Turn to a tab, as a click on it does. */
  show(name, step = {}) {
    document.getElementById(`tab-${name}-button`)?.click();
    this.opened(name, step);
  }

  openArticle(number, segment) {
    this.wanted = { number, segment };
    this.show("editor");
  }

  /** A tab was turned to: its page is told, or made as soon as its place is there. */
  opened(name, { back = false } = {}) {
    this.tab = name;
    if (!back) remember(name, this.wanted);
    if (this.pages[name]) this.pages[name].shown();
    else this.load(name).catch(() => this.unreachable(() => this.opened(name, { back: true })));
  }

  /** Load what a page is made of, and make it if its place is there. */
  async load(name) {
    this.kinds[name] ??= await PAGES[name]();
    this.mount();
  }

  unreachable(again) {
    toast(t("error.offline"), { action: t("common.again"), press: again, stay: 1e9 });
  }

  /** Go where the address says: at the start, and when the browser goes back. */
  follow() {
    const { name, wanted } = addressed();
    if (wanted) this.wanted = wanted;
    this.show(name, { back: true });
  }

  // Gradio draws a tab when it is first turned to.
  mount() {
    for (const [name, Page] of Object.entries(this.kinds)) {
      const element = document.querySelector(`[data-page="${name}"]`);
      if (!element || this.pages[name]) continue;
      this.pages[name] = new Page(element, this);
      if (name === this.tab) this.pages[name].shown();
    }
    const top = document.querySelector("[data-part=top]");
    if (top && !top.hasChildNodes()) new TopBar(top, this);
  }
}

// The tab, and the article if any, that the address of the page names.
function addressed() {
  const query = new URLSearchParams(location.search);
  const article = query.get("article"); // the first article has the number 0
  if (article) return { name: "editor", wanted: { number: Number(article), segment: Number(query.get("segment")) } };
  return { name: query.get("tab") in PAGES ? query.get("tab") : "articles" };
}

// The address of a tab, so that a reload comes back to it and the browser can go back.
function remember(name, wanted) {
  const url = new URL(location.href);
  url.search = "";
  url.searchParams.set("tab", name);
  if (name === "editor" && wanted) url.searchParams.set("article", wanted.number);
  if (url.href !== location.href) history.pushState(null, "", url);
}

async function start() {
  theme.apply(theme.kept);
  const { name, wanted } = addressed();
  PAGES[name]().catch(() => {}); // asked for again, and told of, when the tab is turned to
  if (wanted) askAhead(`articles/${wanted.number}`);
  let session;
  try {
    session = await get("session");
  } catch (error) {
    if (error.status === 401) return goToSignIn();
    toast(t("error.offline"), { action: t("common.again"), press: () => location.reload(), stay: 1e9 });
    return undefined;
  }
  theme.apply(session.theme);
  begin(new App(session, await clientName()));
  return undefined;
}

function begin(app) {
  line.addEventListener("signed-out", () => askToSignIn(app));
  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.('[role="tab"]');
    const name = tab && /^tab-(\w+)-button$/.exec(tab.id)?.[1];
    if (name && event.isTrusted) app.opened(name);
  });
  addEventListener("popstate", () => app.follow());
  drawn(() => {
    document.documentElement.lang = language;
    nameTheTabs();
    app.follow();
    document.documentElement.dataset.ready = "true";
    new MutationObserver((changes) => changes.some(hasPlace) && app.mount()).observe(document.body, { childList: true, subtree: true });
    setTimeout(() => Object.keys(PAGES).forEach((name) => app.load(name).catch(() => {})), OTHERS);
  });
}

// Whether a change brings the place of a page; a search of the whole document at each would take its time.
function hasPlace({ addedNodes }) {
  return [...addedNodes].some((node) => node.matches?.(PLACES) || node.querySelector?.(PLACES));
}

// Calls `then` once Gradio has drawn the first tab.
function drawn(then) {
  const there = () => document.querySelector("[data-page]") && document.getElementById("tab-articles-button");
  if (there()) return then();
  const watch = new MutationObserver(() => {
    if (!there()) return;
    watch.disconnect();
    then();
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  return undefined;
}

function nameTheTabs() {
  document.querySelector('[role="tablist"]')?.setAttribute("aria-label", t("tab.all"));
  document.querySelector(".overflow-menu > button")?.setAttribute("aria-label", t("tab.more"));
}

addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault()); // a file dropped beside the mark opens nothing
start();

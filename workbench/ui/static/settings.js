// The Settings tab: language, theme, engine and glossary, what is in force, the keys, signing out.

import { post, put } from "./api.js";
import { Choosing } from "./choosing.js";
import { button, complain, el, field, select } from "./dom.js";
import { language, t } from "./i18n.js";
import { COMMANDS, readable } from "./keys.js";
import { goToSignIn } from "./sign_in.js";
import { theme } from "./theme.js";
import { speak } from "./top.js";

export class SettingsPage {
  constructor(element, app) {
    this.element = element;
    this.app = app;
    this.choosing = new Choosing(app, (now) => Object.entries(now).forEach(([name, value]) => (this.values[name].textContent = value)));
    element.append(el("div", { class: "wb-pagehead" }, el("h1", {}, t("tab.settings"))), el("div", { class: "wb-two" }, this.choices(), this.keys()));
  }

  shown() {
    this.choosing.load().then(() => (this.element.dataset.ready = "true"));
  }

  choices() {
    const spoken = select([["az", "Azərbaycanca"], ["en", "English"]], language, (code) => speak(code));
    const shown = select(["system", "light", "dark"].map((one) => [one, t(`settings.theme_${one}`)]), theme.kept, (one) => this.choose(one));
    const facts = this.facts().map(([name, value]) => [name, el("dd", {}, value)]);
    this.values = Object.fromEntries(facts);
    const box = el("section", { class: "wb-card" }, el("h2", {}, t("settings.interface")),
      el("div", { class: "wb-form" }, field(t("settings.language"), spoken), field(t("settings.theme"), shown)),
      this.app.may("manage") ? el("h2", {}, t("settings.translation")) : "", this.choosing.element,
      el("h2", {}, t("settings.in_force")), el("dl", { class: "wb-facts" }, ...facts.flatMap(([name, value]) => [el("dt", {}, t(`settings.${name}`)), value])));
    if (this.app.session.accounts) box.append(button(t("settings.sign_out"), () => this.signOut(), { picture: "back" }));
    else box.append(el("p", { class: "wb-hint" }, t("settings.no_accounts")));
    return box;
  }

  facts() {
    const { user, role, workspace, engine, glossary, version } = this.app.session;
    return [["user", `${user} (${t(`role.${role}`)})`], ["workspace", workspace], ["engine", engine], ["glossary", glossary], ["version", version]];
  }

  keys() {
    const line = (keys, text) => el("tr", {}, el("th", { scope: "row" }, ...keys.map((one) => el("kbd", {}, one))), el("td", {}, text));
    const rows = Object.entries(COMMANDS)
      .filter(([, [chords]]) => chords.length)
      .map(([name, [chords]]) => line([readable(chords[0])], t(`command.${name}`)));
    rows.push(line(["Ctrl+1…9"], t("keys.match")), line(["Alt+1…9"], t("keys.term")), line(["Ctrl+Z", "Ctrl+Y"], t("keys.native")), line(["Esc"], t("keys.escape")));
    return el("section", { class: "wb-card" }, el("h2", {}, t("keys.title")), el("table", { class: "wb-keys" }, el("tbody", {}, ...rows)));
  }

  async choose(one) {
    theme.apply(one);
    try {
      await put("session", { theme: one });
    } catch (error) {
      complain(error);
    }
  }

  async signOut() {
    await this.app.saver.replay();
    try {
      await post("logout");
    } catch (error) {
      complain(error);
      return;
    }
    goToSignIn();
  }
}

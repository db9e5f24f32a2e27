// The line above the tabs: the workspace, the user, the language.

import { put } from "./api.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { language, prefix, t } from "./i18n.js";

export class TopBar {
  constructor(element, app) {
    const { session } = app;
    const languages = el("span", { class: "wb-languages", role: "group", "aria-label": t("settings.language") });
    languages.append(languageButton("az", "Azərbaycanca"), languageButton("en", "English"));
    const who = el("span", { class: "wb-user" }, icon("user"), `${session.user} · ${t(`role.${session.role}`)}`);
    element.append(
      el("strong", {}, t("top.name")),
      el("span", { class: "wb-workspace", title: t("settings.workspace") }, session.workspace),
      el("span", { class: "wb-gap" }),
      who,
      languages,
    );
  }
}

function languageButton(code, name) {
  const node = button(code.toUpperCase(), () => speak(code), { class: "wb-small" });
  node.title = name;
  node.setAttribute("aria-label", `${code.toUpperCase()} ${name}`);
  node.lang = code;
  node.setAttribute("aria-pressed", String(code === language));
  return node;
}

/** Turn the interface to another language, here and at the next sign-in. */
export async function speak(code) {
  if (code === language) return;
  try {
    await put("session", { language: code });
  } catch {
    // the address decides what is shown now; the server will hear of it the next time
  }
  location.href = `${prefix}/${code}/${location.search}`;
}

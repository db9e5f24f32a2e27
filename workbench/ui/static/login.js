// The sign-in page.

import { language, prefix, t } from "./i18n.js";
import { signInForm } from "./sign_in.js";
import { theme } from "./theme.js";

document.documentElement.lang = language;
theme.apply(theme.kept);
document.title = t("sign_in.title");

// Only a path of our own: never an address somebody put into a link.
function whereTo() {
  const next = new URLSearchParams(location.search).get("next") ?? "";
  return /^\/(az|en)(\/?$|\/?\?)/.test(next) ? next : null;
}

const form = signInForm({
  done: (session) => location.replace(prefix + (whereTo() ?? `/${session.language}/`)),
});
document.querySelector("main h1").textContent = t("top.name");
document.querySelector("main").append(form);
document.documentElement.dataset.ready = "true";
form.first.focus();

// Signing in: a page of its own, and a dialog over the page when a session has run out.

import { post } from "./api.js";
import { el, field, showDialog } from "./dom.js";
import { language, prefix, t } from "./i18n.js";

/** Leave for the sign-in page, to come back here. */
export function goToSignIn() {
  const back = location.pathname.slice(prefix.length) + location.search;
  location.replace(`${prefix}/login?language=${language}&next=${encodeURIComponent(back)}`);
}

/** The form: name and password; `done` is called with the session. */
export function signInForm({ name = "", done }) {
  const user = el("input", { type: "text", autocomplete: "username", required: true, value: name, name: "name" });
  const password = el("input", { type: "password", autocomplete: "current-password", required: true, name: "password" });
  const told = el("p", { class: "wb-told", role: "alert" });
  const submit = el("button", { type: "submit", class: "wb-button wb-primary" }, t("sign_in.submit"));

  async function send(event) {
    event.preventDefault();
    submit.disabled = true;
    try {
      done(await post("login", { name: user.value, password: password.value }));
    } catch (error) {
      told.textContent = trouble(error);
      password.select();
    }
    submit.disabled = false;
  }
  const form = el("form", { class: "wb-sign-in", onsubmit: send }, field(t("sign_in.name"), user), field(t("sign_in.password"), password), told, submit);
  form.first = name ? password : user;
  return form;
}

function trouble(error) {
  if (error.status === 401) return t("sign_in.wrong");
  if (error.status === 429) return t("sign_in.too_often");
  return error.status === 0 ? t("error.offline") : error.message;
}

let asking = false;
let lastKey = 0;
document.addEventListener("keydown", () => (lastKey = performance.now()), true);

// A dialog in the middle of a word would take its last letters.
async function pauseInTyping() {
  while (performance.now() - lastKey < 1000) await new Promise((resume) => setTimeout(resume, 200));
}

/** The session ran out: sign in again here, and what was typed is sent. */
export async function askToSignIn(app) {
  if (asking) return;
  asking = true;
  await pauseInTyping();
  const form = signInForm({
    name: app.session.user,
    done: (session) => {
      if (session.user !== app.session.user) return location.reload();
      dialog.close();
      return app.saver.replay();
    },
  });
  const body = el("div", {}, el("p", {}, t("sign_in.expired")), form);
  const dialog = showDialog(t("sign_in.title"), body, { closed: () => (asking = false) });
  form.first.focus();
}

// Elements built by hand: every text goes through textContent, never through markup.

import { icon } from "./icons.js";
import { t } from "./i18n.js";

/** An element with a class, attributes and children (strings become text). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A button with a name, perhaps an icon, and its key as a tooltip. */
export function button(name, press, { picture, keys, class: kind = "", bare = false } = {}) {
  const title = keys ? `${name} (${keys})` : name;
  const node = el("button", { type: "button", class: `wb-button ${kind}`, title, onclick: press });
  if (picture) node.append(icon(picture));
  if (bare) node.setAttribute("aria-label", name);
  else node.append(el("span", {}, name));
  return node;
}

/** A labelled field: the label stands above, and names the control. */
export function field(name, control) {
  return el("label", { class: "wb-field" }, el("span", {}, name), control);
}

/** Take U+0000 out of what is written: a clipboard may bring it, nobody sees it, and it is no text. */
export function takeOutNul(area) {
  if (!area.value.includes("\0")) return;
  const caret = area.value.slice(0, area.selectionEnd).replaceAll("\0", "").length;
  area.value = area.value.replaceAll("\0", "");
  area.setSelectionRange(caret, caret);
}

/** A select of [value, text] pairs. */
export function select(pairs, value, change) {
  const node = el("select", { onchange: () => change?.(node.value) });
  node.append(...pairs.map(([key, text]) => el("option", { value: key }, text)));
  node.value = value;
  return node;
}

/** Text with some places marked; places are [start, end] in UTF-16 units, in order. */
export function marked(text, places) {
  const piece = document.createDocumentFragment();
  let at = 0;
  for (const [start, end] of places ?? []) {
    piece.append(text.slice(at, start), el("mark", {}, text.slice(start, end)));
    at = end;
  }
  piece.append(text.slice(at));
  return piece;
}

/**
 * Ask with a modal dialog; resolves to what `read` returns, or null when it was left.
 * Focus is kept inside and given back by the browser.
 */
export function ask(title, body, { agree, read, wide = false, start } = {}) {
  const { promise, resolve } = Promise.withResolvers?.() ?? withResolvers();
  const shown = showDialog(title, body, { wide, closed: () => resolve(null) });
  const accept = (event) => {
    event?.preventDefault();
    const answer = read();
    if (answer === undefined) return; // not filled in yet
    resolve(answer);
    shown.close();
  };
  const form = el("form", { class: "wb-dialog-actions", onsubmit: accept });
  form.append(
    button(t("common.cancel"), () => shown.close()),
    el("button", { type: "submit", class: "wb-button wb-primary" }, agree ?? t("common.ok")),
  );
  shown.append(form);
  body.addEventListener?.("keydown", (event) => {
    const area = event.target.tagName === "TEXTAREA";
    if (event.key === "Enter" && event.target.tagName !== "BUTTON" && (!area || event.ctrlKey)) accept(event);
    event.stopPropagation();
  });
  (start ?? body.querySelector?.("input, textarea, select"))?.focus();
  return promise;
}

/** Show a modal dialog with a title and a close button. */
export function showDialog(title, body, { wide = false, closed } = {}) {
  const heading = el("h2", { id: `wb-dialog-${Math.random().toString(36).slice(2)}` }, title);
  const dialog = el("dialog", { class: wide ? "wb-dialog wb-wide" : "wb-dialog", "aria-labelledby": heading.id });
  const close = button(t("common.close"), () => dialog.close(), { picture: "close", bare: true, class: "wb-quiet" });
  dialog.append(el("header", {}, heading, close), body);
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  layer().append(dialog);
  dialog.showModal();
  return dialog;
}

/** A short message at the bottom, read aloud; with an action it stays a little longer. */
export function toast(message, { action, press, kind = "", stay } = {}) {
  const node = el("div", { class: `wb-toast ${kind}` }, el("span", {}, message));
  const gone = () => node.remove();
  if (action) {
    node.append(button(action, () => (gone(), press()), { class: "wb-toast-action" }));
  }
  node.append(button(t("common.close"), gone, { picture: "close", bare: true, class: "wb-quiet" }));
  toasts().append(node);
  setTimeout(gone, stay ?? (action ? 15000 : 6000));
  return gone;
}

/** Tell what went wrong in the words of the error, with its hint. */
export function complain(error) {
  if (error.status === 401) return; // the sign-in dialog is already there
  const text = error.status === 0 ? t("error.offline") : [error.message, error.hint].filter(Boolean).join(" ");
  toast(text, { kind: "wb-bad", stay: 12000 });
}

/** The element that holds dialogs and messages, outside what Gradio draws. */
export function layer() {
  let node = document.getElementById("wb-layer");
  if (!node) {
    node = el("div", { id: "wb-layer", class: "wb" });
    document.body.append(node);
  }
  return node;
}

function toasts() {
  let node = document.getElementById("wb-toasts");
  if (!node) {
    node = el("div", { id: "wb-toasts", role: "status", "aria-live": "polite" });
    layer().append(node);
  }
  return node;
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

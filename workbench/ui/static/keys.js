// Every command of the editor: its key, its picture, the role it needs. One table feeds the
// keyboard, the buttons and the cheat sheet.

import { button, el, showDialog } from "./dom.js";
import { t } from "./i18n.js";

/** name: [keys, picture, what the session must allow, where its button stands]. */
export const COMMANDS = {
  confirm: [["Ctrl+Enter", "Meta+Enter"], "confirmed", "edit", "main"],
  confirm_next: [["Ctrl+Shift+Enter"], "next", "edit", "main"],
  accept: [["Alt+A"], "reviewed", "review", "main"],
  send_back: [["Alt+R"], "rejected", "review", "main"],
  up: [["Alt+ArrowUp"], null, "read", "move"],
  down: [["Alt+ArrowDown"], null, "read", "move"],
  go_to: [["Ctrl+G"], null, "read", "move"],
  next_finding: [["Ctrl+Shift+E"], "warning", "read", "main"],
  next_doubt: [["Alt+U"], "doubt", "read", "main"],
  ignore: [["Alt+I"], null, "edit", "row"],
  fix: [["Alt+F"], null, "edit", "row"],
  copy: [["Alt+C"], "copy", "edit", "main"],
  engine: [["Alt+0"], "machine", "edit", "main"],
  unrepair: [["Alt+E"], null, "edit", "row"],
  split: [["Ctrl+Shift+S"], "split", "edit", "main"],
  merge: [["Ctrl+Shift+M"], "merge", "edit", "main"],
  undo: [["Alt+Z"], "undo", "edit", "main"],
  comment: [["Alt+N"], "comment", "edit", "main"],
  history: [["Alt+H"], null, "read", "row"],
  propagate: [["Alt+P"], "repeat", "edit", "main"],
  replace: [["Ctrl+H"], "replace", "edit", "main"],
  concordance: [["Alt+K"], "search", "read", "main"],
  filter: [["Ctrl+Shift+F"], null, "read", "row"],
  previous_article: [["Alt+PageUp"], "previous", "read", "walk"],
  next_article: [["Alt+PageDown"], "next", "read", "walk"],
  export: [[], "export", "edit", "main"],
  keys: [["F1"], "keys", "read", "main"],
};

const CODES = { Enter: "Enter", NumpadEnter: "Enter", F1: "F1" };

/** The name of a pressed chord, as in the table, by the place of the key and not by its letter. */
export function chord(event) {
  const { code } = event;
  const key = CODES[code] ?? code.replace(/^(Key|Digit|Numpad)/, "");
  const held = [event.ctrlKey && "Ctrl", event.metaKey && "Meta", event.altKey && "Alt", event.shiftKey && "Shift"];
  return [...held.filter(Boolean), key].join("+");
}

const BY_CHORD = new Map(
  Object.entries(COMMANDS).flatMap(([name, [chords]]) => chords.map((one) => [one, name])),
);

/** Listen for chords while the editor is to be seen and no dialog is open. */
export function listen(editor) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !editor.visible || document.querySelector("dialog[open]")) return;
    const pressed = chord(event);
    if (!perform(editor, pressed)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}

function perform(editor, pressed) {
  const [, held, digit] = /^(Ctrl|Alt)\+([1-9])$/.exec(pressed) ?? [];
  if (digit) {
    if (held === "Ctrl") editor.insertMatch(digit - 1);
    else editor.insertTerm(editor.distinctTerms(editor.view.terms)[digit - 1]?.source);
    return true;
  }
  const name = BY_CHORD.get(pressed);
  if (!name || inComment(name)) return false;
  editor.run(name);
  return true;
}

// Ctrl+Enter in the comment box sends the comment.
function inComment(name) {
  return name === "confirm" && document.activeElement?.closest(".wb-panel-comments");
}

/** A key as people read it: Ctrl+Shift+S, Alt+↑. */
export function readable(keys) {
  return keys
    .replace("ArrowUp", "↑").replace("ArrowDown", "↓")
    .replace("PageUp", t("keys.page_up")).replace("PageDown", t("keys.page_down"));
}

/** The buttons of one place, those the session may use. */
export function buttons(editor, place) {
  return Object.entries(COMMANDS)
    .filter(([, [, , allowed, where]]) => where === place && editor.may(allowed))
    .map(([name, [[keys], picture]]) => {
      const node = button(t(`command.${name}`), () => editor.run(name), {
        picture,
        keys: keys && readable(keys),
        bare: place === "walk",
        class: name === "confirm" ? "wb-primary" : "",
      });
      if (keys) node.setAttribute("aria-keyshortcuts", keys.replace("Ctrl", "Control"));
      node.dataset.command = name;
      return node;
    });
}

/** The cheat sheet. */
export function showKeys(editor) {
  const line = (keys, text) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, keys)), el("td", {}, text));
  const rows = Object.entries(COMMANDS)
    .filter(([, [chords, , allowed]]) => chords.length && editor.may(allowed))
    .map(([name, [[keys]]]) => line(readable(keys), t(`command.${name}`)));
  rows.splice(2, 0, line("Ctrl+1…9", t("keys.match")), line("Alt+1…9", t("keys.term")));
  rows.push(line("Ctrl+Z  Ctrl+Y", t("keys.native")), line("Esc", t("keys.escape")));
  showDialog(t("keys.title"), el("table", { class: "wb-keys" }, el("tbody", {}, ...rows)), { wide: true });
}

// Split and merge: decided in a small dialog, done by the server in one step, undone in one step.

import { newName, post } from "./api.js";
import { ask, complain, el, toast } from "./dom.js";
import { t } from "./i18n.js";

/** The splits and merges of one article, the latest last. */
export class Structure {
  constructor(editor) {
    this.editor = editor;
    this.operations = [];
    editor.screen.offer("undo", false);
  }

  async split() {
    const { editor } = this;
    const { key, view } = editor;
    const places = boundaries(view.source);
    if (places.length === 0) return toast(t("structure.too_short"));
    const target = editor.area.value;
    const wanted = editor.sourceCaret() ?? proportional(view.source, editor.area.selectionStart, target);
    const answer = await askWhere(view.source, places, wanted, target, editor.area.selectionStart);
    if (!answer || !(await editor.settle(key))) return undefined;
    const { version } = editor.book.rows.get(key);
    return this.perform(`segments/${key}/split`, { version, ...answer }, t("structure.split"));
  }

  async merge() {
    const { editor } = this;
    const { key } = editor;
    const next = editor.book.beside(key, 1);
    const [here, there] = [key, next].map((one) => editor.book.rows.get(one));
    if (next === key || here.paragraph !== there.paragraph) return toast(t("structure.last"));
    const settled = (await editor.settle(key)) && (await editor.settle(next));
    if (!settled) return undefined;
    const versions = { version: editor.book.rows.get(key).version, next_version: editor.book.rows.get(next).version };
    return this.perform(`segments/${key}/merge`, versions, t("structure.merged"));
  }

  async undo() {
    const operation = this.operations.pop();
    if (operation === undefined) return toast(t("structure.nothing"));
    return this.perform(`operations/${operation}/undo`, {}, t("structure.undone"), false);
  }

  async perform(path, body, said, undoable = true) {
    try {
      const answer = await post(path, { ...body, change_id: newName() });
      this.editor.rearranged(answer);
      if (undoable) this.operations.push(answer.operation);
      this.editor.screen.offer("undo", this.operations.length > 0);
      toast(said, undoable ? { action: t("command.undo"), press: () => this.undo() } : {});
    } catch (error) {
      if (error.status === 409 && error.body.row) this.editor.takeRow(error.body.row);
      complain(error);
    }
  }
}

/** The places between two words, in UTF-16 units. */
export function boundaries(text) {
  return Array.from(text.matchAll(/\S\s+(?=\S)/g), (found) => found.index + found[0].length);
}

function proportional(source, caret, target) {
  const share = target.length ? caret / target.length : 0.5;
  const guess = share * source.length;
  const clauses = Array.from(source.matchAll(/[,;:–—]\s+(?=\S)/g), (found) => found.index + found[0].length);
  const near = nearest(clauses, guess);
  return near !== undefined && Math.abs(near - guess) < source.length / 5 ? near : guess;
}

function nearest(places, wanted) {
  return places.reduce((best, one) => (best === undefined || Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best), undefined);
}

// Two sliders over the words of source and target; the arrow keys move the cut.
function askWhere(source, places, wanted, target, caret) {
  const targetPlaces = [0, ...boundaries(target), target.length];
  const above = cut("az", source, places, nearest(places, wanted), t("structure.source"));
  const below = cut("en", target, targetPlaces, nearest(targetPlaces, caret), t("structure.target"));
  const body = el("div", { class: "wb-split" }, el("p", { class: "wb-hint" }, t("structure.how")), above.node, below.node);
  return ask(t("structure.title"), body, {
    agree: t("command.split"),
    wide: true,
    start: above.slider,
    read: () => ({ source_at: above.at(), target_at: below.at() }),
  });
}

function cut(lang, text, places, start, name) {
  const shown = el("p", { class: "wb-cut", lang, dir: "auto" });
  const slider = el("input", { type: "range", min: 0, max: places.length - 1, value: Math.max(0, places.indexOf(start)), "aria-label": name });
  const at = () => places[Number(slider.value)];
  const draw = () => shown.replaceChildren(text.slice(0, at()), el("span", { class: "wb-blade" }, "│"), text.slice(at()));
  slider.addEventListener("input", draw);
  draw();
  return { node: el("div", {}, el("h3", {}, name), shown, slider), slider, at };
}

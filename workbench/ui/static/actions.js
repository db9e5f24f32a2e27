// What each command does. The names are those of the table in keys.js.

import { newName, post, put } from "./api.js";
import { finished } from "./book.js";
import { openConcordance } from "./concordance.js";
import { ask, complain, el, field, toast } from "./dom.js";
import { openExport } from "./export.js";
import { ignoreFinding } from "./findings.js";
import { t } from "./i18n.js";
import { showKeys } from "./keys.js";
import { openReplace } from "./replace.js";

export const ACTIONS = {
  confirm(editor) {
    editor.confirm(() => nextToDo(editor));
  },
  confirm_next(editor) {
    editor.confirm(() => neighbour(editor, 1));
  },
  up(editor) {
    editor.activate(neighbour(editor, -1));
  },
  down(editor) {
    editor.activate(neighbour(editor, 1));
  },
  go_to(editor) {
    editor.screen.goto.select();
    editor.screen.goto.focus();
  },
  next_finding(editor) {
    const open = (view) => view.findings.some((finding) => !finding.accepted);
    const key = editor.book.nextWhere(editor.key, open);
    if (key === undefined) toast(t("editor.no_findings"));
    else editor.activate(key);
  },
  next_doubt(editor) {
    const order = editor.book.doubts();
    const at = editor.doubted === editor.key ? order.indexOf(editor.key) + 1 : 0;
    const key = order[at] ?? order[0];
    if (key === undefined) return toast(t("editor.no_doubts"));
    editor.doubted = key;
    return editor.activate(key);
  },
  copy(editor) {
    editor.replaceText(editor.view.source, "human");
  },
  engine(editor) {
    const { engine_text: text } = editor.view;
    if (text) editor.replaceText(text, "engine");
    else toast(t("panel.no_engine"));
  },
  unrepair(editor) {
    const { unrepaired } = editor.view;
    if (unrepaired) ACTIONS.revert(editor, unrepaired);
    else toast(t("panel.not_repaired"));
  },
  split: (editor) => editor.structure.split(),
  merge: (editor) => editor.structure.merge(),
  undo: (editor) => editor.structure.undo(),
  filter(editor) {
    editor.filters.text.focus();
    editor.filters.text.select();
  },
  comment(editor) {
    const { panels } = editor;
    if (panels.key !== editor.key) panels.show(editor.view);
    panels.commentsSection.open = true;
    panels.threads.focus();
  },
  history(editor) {
    const section = editor.panels.historySection;
    section.open = !section.open;
    if (section.open) section.scrollIntoView({ block: "nearest" });
  },
  keys: showKeys,
  replace(editor) {
    openReplace(editor, selection(editor).text);
  },
  concordance(editor) {
    const { text, side } = selection(editor);
    openConcordance(editor, text, side);
  },
  export(editor) {
    openExport({ article: editor.book.article.number, before: () => editor.settleAll() });
  },
  previous_article: (editor) => walk(editor, editor.book.article.previous),
  next_article: (editor) => walk(editor, editor.book.article.next),

  fix(editor, finding = firstOpen(editor, (one) => one.fix)) {
    if (!finding) return;
    const { start, end, text } = finding.fix;
    editor.focus();
    editor.area.setSelectionRange(start, end);
    document.execCommand(text ? "insertText" : "delete", false, text);
  },

  async ignore(editor, finding = firstOpen(editor, () => true)) {
    if (!finding) return toast(t("editor.no_findings_here"));
    const { key } = editor;
    if (!(await editor.settle(key))) return undefined;
    await attempt(editor, async () => {
      const answer = await ignoreFinding(key, editor.book.rows.get(key).version, finding, newName());
      if (answer) editor.takeRow(answer.row);
    });
    return editor.focus();
  },

  async propagate(editor, key = editor.key) {
    if (!(await editor.settle(key))) return;
    await attempt(editor, async () => {
      const { version } = editor.book.rows.get(key);
      const answer = await post(`segments/${key}/propagate`, { version, keys: null, change_id: newName() });
      answer.rows.forEach((row) => editor.takeRow(row));
      toast(t("editor.propagated", { n: answer.rows.length }));
    });
  },

  async revert(editor, number) {
    const { key } = editor;
    if (!(await editor.settle(key))) return;
    await attempt(editor, async () => {
      const { version } = editor.book.rows.get(key);
      const answer = await post(`segments/${key}/revert`, { version, number, change_id: newName() });
      editor.takeRow(answer.row);
      editor.panels.loadHistory();
      toast(t("editor.reverted", { n: number }));
    });
  },

  accept: (editor) => review(editor, "accept", ""),

  async send_back(editor) {
    const comment = el("textarea", { rows: 4, maxlength: 5000, required: true });
    const answer = await ask(t("review.return_title"), field(t("review.why"), comment), {
      agree: t("command.send_back"),
      read: () => comment.value.trim() || undefined,
      start: comment,
    });
    if (answer) await review(editor, "return", answer);
    else editor.focus();
  },
};

async function review(editor, verdict, comment) {
  const { key } = editor;
  if (!(await editor.settle(key))) return;
  await attempt(editor, async () => {
    const { version } = editor.book.rows.get(key);
    const answer = await put(`segments/${key}/review`, { version, verdict, comment, change_id: newName() });
    editor.takeRow(answer.row);
    const next = editor.book.nextWhere(key, (view) => view.status === "confirmed");
    if (next !== undefined) editor.activate(next);
  });
}

async function attempt(editor, work) {
  try {
    await work();
  } catch (error) {
    if (error.status === 409 && error.body?.row) editor.takeRow(error.body.row);
    complain(error);
  }
}

// The next that is to be done among those the filters show, or the next in order when all is done.
function nextToDo(editor) {
  const todo = (view) => !finished(view) && visible(editor, view);
  return editor.book.nextWhere(editor.key, todo) ?? neighbour(editor, 1);
}

function neighbour(editor, step) {
  let key = editor.key;
  for (;;) {
    const next = editor.book.beside(key, step);
    if (next === key) return editor.key;
    if (visible(editor, editor.book.view(next))) return next;
    key = next;
  }
}

function visible(editor, view) {
  return !editor.filters.active || editor.filters.passes(view);
}

function firstOpen(editor, passes) {
  return (editor.judged?.findings ?? []).find((finding) => !finding.accepted && passes(finding));
}

function selection(editor) {
  const { area } = editor;
  const written = area.value.slice(area.selectionStart, area.selectionEnd);
  if (written && document.activeElement === area) return { text: written, side: "target" };
  const chosen = String(getSelection()).trim();
  return { text: chosen.length < 80 ? chosen : "", side: "source" };
}

async function walk(editor, number) {
  if (number !== null) await editor.open(number);
}

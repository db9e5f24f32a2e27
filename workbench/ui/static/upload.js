// New articles: chosen files, a chosen folder, or dropped ones; a folder's path becomes the id.
// Many files are sent in portions, so that it can be seen how far they are.

import { call } from "./api.js";
import { button, complain, el, toast } from "./dom.js";
import { icon } from "./icons.js";
import { count, t } from "./i18n.js";

const TYPES = ".txt,text/plain,.zip,.tar,.tgz,.tbz,.tbz2,.txz,.gz,.bz2,.xz"; // a browser takes .tar.gz for .gz
const PORTION = { files: 200, bytes: 10 * 2 ** 20 }; // the server takes 2,000 files, 20 MiB
const ABOUT_FILES = new Set([404, 413, 422]); // refusals that the other files need not share
const NOTHING = { added: [], revised: [], unchanged: [], restored: [], skipped: [], numbers: {} };

/** Buttons, a place to drop, and what they do. `done` is called with the server's answers as one. */
export class Upload {
  constructor(done) {
    this.done = done;
    this.files = this.input({ accept: TYPES, "aria-label": t("upload.choose") });
    this.folder = this.input({ webkitdirectory: true, "aria-label": t("upload.folder") });
    this.button = button(t("upload.choose"), () => this.files.click(), { picture: "upload" });
    this.button.append(this.files, this.folder);
    this.zone = el("button", { type: "button", class: "wb-drop", onclick: () => this.files.click() }, icon("upload"), el("span", {}, t("upload.drop")));
  }

  input(more) {
    const node = el("input", { type: "file", multiple: true, hidden: true, tabindex: -1, ...more });
    node.addEventListener("change", () => this.chosen(node));
    node.addEventListener("click", (event) => event.stopPropagation());
    return node;
  }

  /** A button that has a whole folder chosen; a new one for every place it is to stand in. */
  folderButton() {
    return button(t("upload.folder"), () => this.folder.click(), { picture: "upload" });
  }

  /** Take what is dropped on an element. */
  accept(element) {
    element.addEventListener("dragover", (event) => {
      event.preventDefault();
      element.classList.add("wb-dropping");
    });
    element.addEventListener("dragleave", (event) => {
      if (!element.contains(event.relatedTarget)) element.classList.remove("wb-dropping");
    });
    element.addEventListener("drop", async (event) => {
      event.preventDefault();
      element.classList.remove("wb-dropping");
      const dropped = Array.from(event.dataTransfer.items, (one) => [one.webkitGetAsEntry?.(), one.getAsFile()]);
      const found = dropped.map(([entry, file]) => (entry ? filesIn(entry) : file ? [[file.name, file]] : []));
      this.send((await Promise.all(found)).flat());
    });
  }

  chosen(input) {
    const files = Array.from(input.files, (file) => [file.webkitRelativePath || file.name, file]);
    input.value = "";
    this.send(files);
  }

  /** Send all. What has arrived is told, even when the server is gone before the end. */
  async send(named) {
    if (!named.length) return;
    const progress = new Progress(named.length);
    const [once, twice] = sorted(named);
    let answer = { ...NOTHING, skipped: twice };
    try {
      for (const portion of portions(once)) {
        answer = joined(answer, await sendSome(portion));
        progress.add(portion.length);
      }
    } catch (error) {
      complain(error);
    }
    progress.end();
    if (progress.bar.value || twice.length) await this.done(answer);
  }
}

/** A message that says how many files have been sent. */
class Progress {
  constructor(all) {
    this.words = el("span");
    this.bar = el("progress", { max: all, value: 0, "aria-label": t("upload.progress") });
    this.end = toast(el("span", { class: "wb-sending" }, this.words, this.bar), { stay: 1e9 });
    this.add(0);
  }

  add(files) {
    this.bar.value += files;
    this.words.textContent = t("upload.sending", { done: count(this.bar.value), all: count(this.bar.max) });
  }
}

// Files whose names come once, and those to leave out because another has the name already.
function sorted(named) {
  const files = new Map();
  const twice = [];
  for (const [name, file] of named) {
    if (files.has(name)) twice.push({ file: name, what: t("upload.twice", { name }) });
    else files.set(name, file);
  }
  return [[...files], twice];
}

/** Pieces of a list of [name, file], each small enough for one request. */
function* portions(named) {
  let [some, bytes] = [[], 0];
  for (const one of named) {
    const { size } = one[1];
    if (some.length && (some.length === PORTION.files || bytes + size > PORTION.bytes)) {
      yield some;
      [some, bytes] = [[], 0];
    }
    some.push(one);
    bytes += size;
  }
  if (some.length) yield some;
}

// A refusal on account of one file is narrowed down to it, and the others go in.
async function sendSome(named) {
  const form = new FormData();
  for (const [name, file] of named) form.append("files", file, name);
  try {
    return await call("POST", "articles", { form });
  } catch (error) {
    if (!ABOUT_FILES.has(error.status)) throw error;
    if (named.length === 1) return { ...NOTHING, skipped: [refused(named[0][0], error)] };
    const half = named.length >> 1;
    return joined(await sendSome(named.slice(0, half)), await sendSome(named.slice(half)));
  }
}

function refused(file, { message, hint }) {
  return { file, what: [`${file}: ${message}`, hint].filter(Boolean).join("; ") };
}

function joined(one, other) {
  const lists = ["added", "revised", "unchanged", "restored", "skipped"];
  const all = Object.fromEntries(lists.map((name) => [name, [...one[name], ...other[name]]]));
  return { ...all, numbers: { ...one.numbers, ...other.numbers } };
}

// [path, file] of an entry, of a folder those inside.
async function filesIn(entry) {
  if (entry.isFile) {
    const file = await new Promise((found, failed) => entry.file(found, failed));
    return [[entry.fullPath.replace(/^\//, ""), file]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((read, failed) => reader.readEntries(read, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...(await filesIn(one)));
  }
}

/** Say what became of the files. `show`, if any, brings those that were added into view. */
export function tellUpload({ added, revised, unchanged, restored, skipped }, show) {
  const parts = [["added", added], ["revised", revised], ["restored", restored], ["unchanged", unchanged]]
    .filter(([, some]) => some.length)
    .map(([name, some]) => t(`upload.${name}`, { n: some.length }));
  if (parts.length) toast(parts.join(", "), show ? { action: t("upload.show"), press: show } : {});
  if (skipped.length) {
    const reasons = skipped.slice(0, 3).map((one) => one.what).join(" · ");
    toast(`${t("upload.skipped", { n: skipped.length })} ${reasons}`, { kind: "wb-bad", stay: 20000 });
  }
}

// New articles: chosen files, chosen folders, or dropped ones; a folder's path becomes the id.

import { call } from "./api.js";
import { button, complain, el, toast } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/** A button, a place to drop, and what both do. `done` is called with the server's answer. */
export class Upload {
  constructor(done) {
    this.done = done;
    this.files = el("input", { type: "file", multiple: true, hidden: true, tabindex: -1, accept: ".txt,text/plain", "aria-label": t("upload.choose") });
    this.files.addEventListener("change", () => this.chosen());
    this.button = button(t("upload.choose"), () => this.files.click(), { picture: "upload" });
    this.button.append(this.files);
    this.files.addEventListener("click", (event) => event.stopPropagation());
    this.zone = el("button", { type: "button", class: "wb-drop", onclick: () => this.files.click() }, icon("upload"), el("span", {}, t("upload.drop")));
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

  chosen() {
    const files = Array.from(this.files.files, (file) => [file.name, file]);
    this.files.value = "";
    this.send(files);
  }

  async send(named) {
    if (!named.length) return;
    const form = new FormData();
    for (const [path, file] of named) form.append("files", file, path);
    const gone = toast(t("upload.sending", { n: named.length }), { stay: 1e9 });
    try {
      await this.done(await call("POST", "articles", { form }));
    } catch (error) {
      complain(error);
    }
    gone();
  }
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

/** Say what became of the files. */
export function tellUpload({ added, revised, unchanged, restored, skipped }) {
  const parts = [["added", added], ["revised", revised], ["restored", restored], ["unchanged", unchanged]]
    .filter(([, some]) => some.length)
    .map(([name, some]) => t(`upload.${name}`, { n: some.length }));
  if (parts.length) toast(parts.join(", "));
  if (skipped.length) {
    const reasons = skipped.slice(0, 3).map((one) => one.what).join(" · ");
    toast(`${t("upload.skipped", { n: skipped.length })} ${reasons}`, { kind: "wb-bad", stay: 20000 });
  }
}

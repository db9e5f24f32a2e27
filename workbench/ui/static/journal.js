// What a translator wrote and the server has not yet acknowledged, kept in the browser's storage.
//
// An entry is written at every stroke, before anything is sent, and removed when the server has
// that very text. A killed server, a closed tab or an empty battery loses nothing: the entries are
// found again at the next start, by whichever tab is open, and sent without asking. Two texts for
// one segment both stay: the second waits in the storage until the first is with the server, is
// sent then, and comes back as a conflict to be decided.

import { newName } from "./api.js";

const ADOPT_AFTER = 8000; // ms without a stroke: then another tab's entry may be sent by this one

/** The waiting edits of one user. An entry belongs to the tab that wrote it, one for a segment. */
export class Journal {
  constructor(workspace, user, client, store = localStorage) {
    this.start = `workbench/${workspace}/${user}/`;
    this.client = client;
    this.store = store;
    this.entries = new Map(); // the same as in the store, this tab's own
    // The own ones first: what is adopted must not take the place of one that is still to be read.
    for (const [, entry] of this.stored()) {
      if (entry.client === client) this.entries.set(entry.key, { ...entry, found: true });
    }
    this.adoptLeftBehind();
  }

  /** Edits waiting, those of other open tabs not counted. */
  get size() {
    return this.entries.size;
  }

  get(key) {
    return this.entries.get(key);
  }

  /**
   * Write down how a segment stands now. A change that was sent and never answered keeps its name
   * in `follows`: should it have arrived after all, it is no conflict with oneself. `seconds` and
   * `keys_pressed` are those since the last writing; the entry adds them up.
   */
  write(key, fields) {
    const before = this.entries.get(key);
    const entry = { ...before, ...fields, key, client: this.client, at: Date.now() };
    entry.seconds = (before?.seconds ?? 0) + (fields.seconds ?? 0);
    entry.keys_pressed = (before?.keys_pressed ?? 0) + (fields.keys_pressed ?? 0);
    entry.follows = [...(before?.follows ?? [])];
    if (before?.sent) entry.follows.push(before.change_id);
    if (before?.sent || !before) entry.change_id = newName();
    entry.sent = false;
    entry.found = false;
    this.keep(entry);
    return entry;
  }

  /** Note that the entry is on its way; from now on a new stroke is a new change. */
  sending(entry) {
    entry.sent = true;
    this.keep(entry);
  }

  /** Keep an entry as it is, after a refusal or a conflict was noted in it; says whether it is stored. */
  keep(entry) {
    this.entries.set(entry.key, entry);
    try {
      this.store.setItem(this.start + entry.client + "/" + entry.key, JSON.stringify(entry));
      return true;
    } catch {
      return false; // full or forbidden: the edit lives in memory, and is sent as always
    }
  }

  /** What was sent has arrived, and the segment has been changed since: go on from there. */
  rebase(entry, sent, version) {
    const seconds = Math.max(0, entry.seconds - sent.seconds);
    const keys_pressed = Math.max(0, entry.keys_pressed - sent.keys_pressed);
    this.keep({ ...entry, version, seconds, keys_pressed, follows: [] });
  }

  /** Leave an entry in the store, and do no more with it: it belongs to another workspace. */
  disown(key) {
    this.entries.delete(key);
  }

  forget(key) {
    this.entries.delete(key);
    this.store.removeItem(this.start + this.client + "/" + key);
  }

  /**
   * Take over what closed tabs left behind; returns the keys of the segments that have an edit
   * here now. `occupied` says of a key that somebody is writing there: its entry waits.
   */
  adoptLeftBehind(occupied = () => false) {
    const found = [];
    for (const [name, entry] of this.stored()) {
      const old = Date.now() - entry.at > ADOPT_AFTER;
      if (entry.client === this.client || !old || occupied(entry.key)) continue;
      if (this.adopt(name, entry)) found.push(entry.key);
    }
    return found;
  }

  // Another text of this tab's own for the same segment goes first; the older one is not worth less.
  adopt(name, entry) {
    const own = this.entries.get(entry.key);
    if (own && own.target !== entry.target) return false;
    if (own) entry = { ...own, follows: [...own.follows, ...sendings(entry)] };
    // Its tab may still be open and write on under the name of a change that was not sent.
    else entry = { ...entry, client: this.client, found: true, change_id: entry.sent ? entry.change_id : newName() };
    const stored = this.keep(entry);
    this.store.removeItem(name);
    if (!stored) this.keep(entry); // where the storage is full, there is room now
    return !own;
  }

  *stored() {
    const names = Array.from({ length: this.store.length }, (_, at) => this.store.key(at));
    for (const name of names.filter((one) => one?.startsWith(this.start))) {
      try {
        yield [name, JSON.parse(this.store.getItem(name))];
      } catch {
        this.store.removeItem(name);
      }
    }
  }
}

// The names under which an entry may have reached the server.
function sendings({ follows, sent, change_id }) {
  return sent ? [...(follows ?? []), change_id] : (follows ?? []);
}

/**
 * The name of this tab: the same after a reload, another in every other tab. A tab that was
 * duplicated has a copy of the name, and would write over what the other has not sent yet.
 */
export async function clientName() {
  const kept = sessionStorage.getItem("workbench/client");
  const name = kept && (await claimed(kept)) ? kept : newName();
  if (name !== kept) await claimed(name);
  sessionStorage.setItem("workbench/client", name);
  return name;
}

// Holds a name until the page is left; false where another page holds it. Locks are missing where
// a page is not served over https.
function claimed(name) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((told) => {
    const hold = (lock) => (told(lock !== null), lock && new Promise(() => {}));
    navigator.locks.request(`workbench/client/${name}`, { ifAvailable: true }, hold).catch(() => told(true));
  });
}

// Sends the journal to the server: one save of a segment at a time, again and again until it is
// acknowledged. Nothing in the editor waits for it.

import { call, line } from "./api.js";

const RETRY = 3000; // ms between two attempts while the server cannot be reached

/**
 * The saver tells of: "state" (something changed in what waits), "saved" (detail: key, answer),
 * "conflict" (detail: key, row), "refused" (detail: key, error), "found" (detail: keys of segments
 * whose edits another tab left behind).
 */
export class Saver extends EventTarget {
  constructor(journal) {
    super();
    this.journal = journal;
    this.busy = new Map(); // key -> promise of the save in flight
    this.online = true;
    this.occupied = () => false; // whether a segment is being written in, here and now
    line.addEventListener("unreachable", () => this.reachable(false));
    line.addEventListener("reached", () => this.reachable(true));
    addEventListener("online", () => this.replay());
    setInterval(() => this.replay(), RETRY);
  }

  /** Edits that wait for the network or for the server, and those that need a decision. */
  get waiting() {
    return [...this.journal.entries.values()].filter((entry) => !entry.conflict && !entry.refused);
  }

  get stuck() {
    return [...this.journal.entries.values()].filter((entry) => entry.conflict || entry.refused);
  }

  /** Send what is written down for a segment; resolves when it has been tried, never rejects. */
  save(key) {
    const before = this.busy.get(key) ?? Promise.resolve();
    const attempt = before.then(() => this.attempt(key));
    this.busy.set(key, attempt);
    attempt.finally(() => {
      if (this.busy.get(key) === attempt) this.busy.delete(key);
      this.tell("state");
    });
    this.tell("state");
    return attempt;
  }

  /** Send everything that waits, what closed tabs left behind included. */
  replay() {
    const keys = this.journal.adoptLeftBehind((key) => this.occupied(key));
    if (keys.length) this.tell("found", { keys });
    for (const entry of this.waiting) {
      const resting = Date.now() - entry.at > RETRY / 2;
      if (resting && !this.busy.has(entry.key)) this.save(entry.key);
    }
  }

  /** Save a segment and say whether the server now has it. */
  async settle(key) {
    if (this.journal.get(key) || this.busy.has(key)) await this.save(key);
    return !this.journal.get(key);
  }

  async attempt(key) {
    const entry = this.journal.get(key);
    if (!entry || entry.conflict || entry.refused) return;
    try {
      if (entry.found) await this.recognise(entry);
      if (this.journal.get(key) !== entry) return; // written on meanwhile, or not ours
      this.journal.sending(entry);
      const answer = await call("PUT", `segments/${key}`, { body: request(entry), keepalive: small(entry) });
      this.acknowledge(key, entry, answer);
    } catch (error) {
      this.failed(key, error);
    }
  }

  // An edit found in the storage may be of a workspace that had the same name: its source tells.
  async recognise(entry) {
    const row = await call("GET", `segments/${entry.key}`);
    entry.found = false;
    if (row.source !== entry.source) this.journal.disown(entry.key);
  }

  acknowledge(key, sent, answer) {
    const now = this.journal.get(key);
    const final = now?.change_id === sent.change_id;
    if (final) this.journal.forget(key);
    else if (now) this.journal.rebase(now, sent, answer.row.version);
    this.tell("saved", { key, answer, final });
  }

  failed(key, error) {
    const entry = this.journal.get(key);
    if (!entry || error.passing || error.status === 401) return;
    if (error.status === 409) {
      this.journal.keep({ ...entry, conflict: error.body.row });
      this.tell("conflict", { key, row: error.body.row });
    } else {
      this.journal.keep({ ...entry, refused: error.message, gone: error.status === 404 });
      this.tell("refused", { key, error });
    }
  }

  reachable(online) {
    if (online === this.online) return;
    this.online = online;
    this.tell("state");
    if (online) this.replay();
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function request(entry) {
  const { target, version, status, origin, match, seconds, keys_pressed, with_errors, change_id, follows } = entry;
  return {
    target, version, status, origin, match, keys_pressed, change_id, follows,
    seconds: Math.round(seconds * 10) / 10,
    with_errors: Boolean(with_errors),
  };
}

// A browser lets a page that is being closed still send 64 kB.
function small(entry) {
  return entry.target.length < 15000;
}

// Who else is here: asked every few seconds, told when leaving. Advisory; nothing is locked by it.

import { address, post } from "./api.js";

const EVERY = 12_000; // ms; the server forgets a person after 60 s

/** Tells the server where this tab is, and the editor what changed meanwhile. */
export class Presence {
  constructor(client, { here, changed }) {
    Object.assign(this, { client, here, changed });
    this.cursor = null;
    this.structure = null;
    this.glossary = null;
    this.soon = null;
    setInterval(() => this.beat(), EVERY);
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden || this.beat());
  }

  /** Another article: what is known of the old one counts no more. */
  restart(cursor) {
    this.cursor = cursor;
    this.structure = null;
    this.glossary = null;
    this.hurry();
  }

  /** Tell of a move to another segment, once the moving has come to rest. */
  hurry() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.beat(), 700);
  }

  async beat() {
    const { article, segment } = this.here();
    if (article === null || document.hidden) return;
    const since = this.cursor;
    let answer;
    try {
      answer = await post("presence", { client: this.client, article, segment, since });
    } catch {
      return; // the saver tells the user when the server is away
    }
    if (this.here().article !== article) return;
    const rebuilt = this.structure !== null && this.structure !== answer.structure;
    const reworded = this.glossary !== null && this.glossary !== answer.glossary;
    this.structure = answer.structure;
    this.glossary = answer.glossary;
    this.cursor = answer.cursor;
    this.changed({ ...answer, rebuilt, reworded });
  }

  leave() {
    navigator.sendBeacon(address("presence/leave"), JSON.stringify({ client: this.client }));
  }
}

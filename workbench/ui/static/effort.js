// How long somebody worked on a segment and how many keys were pressed; away is not working.

const AWAY = 60_000; // ms without a sign of life after which the clock stands still

/** Counts from one `take` to the next. */
export class Effort {
  constructor() {
    this.begin();
  }

  begin() {
    this.last = performance.now();
    this.milliseconds = 0;
    this.keys = 0;
  }

  /** A sign of life; `key` when a key was pressed in the text. */
  touch(key = false) {
    const now = performance.now();
    if (!document.hidden) this.milliseconds += Math.min(now - this.last, AWAY);
    this.last = now;
    if (key) this.keys += 1;
  }

  /** What was counted since the last taking: fields of a save. */
  take() {
    this.touch();
    const fields = { seconds: this.milliseconds / 1000, keys_pressed: this.keys };
    this.begin();
    return fields;
  }
}

// Word differences: the longest common subsequence of words and the marks between them.

import { el } from "./dom.js";

const LARGEST = 4_000_000; // cells; beyond it the changed middle counts as rewritten whole

/** [["equal" | "delete" | "insert", text], ...]; without delete it is `after`, without insert `before`. */
export function differences(before, after) {
  const old = pieces(before);
  const now = pieces(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  const room = Math.min(old.length, now.length) - head;
  while (tail < room && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return joined([
    ["equal", old.slice(0, head)],
    ...middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ["equal", old.slice(old.length - tail)],
  ]);
}

/** A difference as text: struck out what went, underlined what came. */
export function shown(parts) {
  const piece = document.createDocumentFragment();
  for (const [kind, text] of parts) {
    if (kind === "equal") piece.append(text);
    else piece.append(el(kind === "insert" ? "ins" : "del", {}, text));
  }
  return piece;
}

function pieces(text) {
  return text.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];
}

function middle(old, now) {
  if (old.length * now.length > LARGEST) return [["delete", old], ["insert", now]];
  const common = lengths(old, now);
  const width = now.length + 1;
  const parts = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) parts.push(["equal", [old[i++]]]), j++;
    else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) parts.push(["delete", [old[i++]]]);
    else parts.push(["insert", [now[j++]]]);
  }
  return [...parts, ["delete", old.slice(i)], ["insert", now.slice(j)]];
}

function lengths(old, now) {
  const width = now.length + 1;
  const table = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const at = i * width + j;
      table[at] = old[i] === now[j] ? table[at + width + 1] + 1 : Math.max(table[at + width], table[at + 1]);
    }
  }
  return table;
}

// Runs of one kind become one; a lone space between two changes belongs to them, for quiet reading.
function joined(parts) {
  const runs = [];
  for (const [kind, words] of parts) {
    const text = words.join("");
    if (!text) continue;
    const last = runs.at(-1);
    if (last?.[0] === kind) last[1] += text;
    else if (kind === "delete" && last?.[0] === "insert" && runs.at(-2)?.[0] === "delete") runs.at(-2)[1] += text;
    else runs.push([kind, text]);
  }
  return runs;
}

// The REST interface, as docs/editor-api.md describes it.

import { prefix } from "./i18n.js";

/** What the server refused, or `status` 0 when it could not be reached. */
export class ApiError extends Error {
  constructor(status, body = {}) {
    super(body.what ?? `HTTP ${status}`);
    this.status = status;
    this.hint = body.hint ?? "";
    this.body = body;
  }

  /** The network or the server is in trouble; the same request may work later. */
  get passing() {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

/** Told "signed-out" when a session has expired, "reached" and "unreachable" otherwise. */
export const line = new EventTarget();

/** The address of an endpoint, with its query; a list without anything in it is sent as that, empty. */
export function address(path, query) {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === "") continue;
    const several = Array.isArray(value) && value.length ? value : [value];
    for (const one of several) words.append(name, one);
  }
  const tail = words.size ? `?${words}` : "";
  return `${prefix}/api/${path}${tail}`;
}

/** Send a request; resolves to the answer's body, rejects with ApiError. */
export async function call(method, path, { query, body, form, keepalive = false } = {}) {
  const options = { method, credentials: "same-origin", keepalive, headers: {} };
  if (form) options.body = form;
  if (body !== undefined) {
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  return read(await send(path, query, options));
}

/** Fetch a file; resolves to its content, its name and the answer's headers. */
export async function fetchFile(path, query) {
  const answer = await send(path, query, { credentials: "same-origin" });
  if (!answer.ok) await read(answer);
  const content = await answer.blob().catch(() => Promise.reject(new ApiError(0)));
  return { content, name: nameOf(answer.headers), headers: answer.headers };
}

async function send(path, query, options) {
  let answer;
  try {
    answer = await fetch(address(path, query), options);
  } catch {
    line.dispatchEvent(new Event("unreachable"));
    throw new ApiError(0);
  }
  if (answer.status < 500) line.dispatchEvent(new Event("reached"));
  return answer;
}

// The name of a file, plain or percent-encoded as RFC 6266 has it.
function nameOf(headers) {
  const told = headers.get("content-disposition") ?? "";
  const [, encoded] = /filename\*=utf-8''([^;]+)/i.exec(told) ?? [];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/.exec(told)?.[1] ?? "");
}

async function read(answer) {
  if (answer.status === 204) return null;
  let body;
  try {
    body = await answer.json();
  } catch {
    body = {};
  }
  if (answer.ok) return body;
  if (answer.status === 401) line.dispatchEvent(new Event("signed-out"));
  throw new ApiError(answer.status, body);
}

// Answers that were asked for before the page that shows them was there.
const ahead = new Map();

/** Ask for what `get` will be asked for soon, once. */
export function askAhead(path) {
  const answer = call("GET", path);
  answer.catch(() => {}); // whoever takes the answer is told
  ahead.set(path, answer);
}

export function get(path, query) {
  const answer = query ? undefined : ahead.get(path);
  ahead.delete(path);
  return answer ?? call("GET", path, { query });
}

export const post = (path, body = {}) => call("POST", path, { body });
export const put = (path, body = {}) => call("PUT", path, { body });

/** A name nobody else has. `randomUUID` is missing where a page is not served over https. */
export function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

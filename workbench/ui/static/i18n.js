// The words of the interface: one file a language, the same keys in each.

/** Where the interface is served: "" or the prefix a proxy adds. */
export const prefix = new URL("..", import.meta.url).pathname.replace(/\/$/, "");

/** "az" or "en", as the address of the page says; on the sign-in page, as its query says. */
export const language = spoken();

const words = await (await fetch(`${prefix}/words/${language}.json`)).json();

/**
 * The text of a key, with {places} filled in. An unknown key shows itself, which tests look for.
 * English tells one from many ("key.one"); Azerbaijani needs no second form after a number.
 */
export function t(key, places = {}) {
  const one = places.n === 1 ? words[`${key}.one`] : undefined;
  const text = one ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in places ? String(places[name]) : whole));
}

const MONTHS = t("time.months").split(" ");

/** A day as the newsroom writes it: 1 March 2025, 1 mart 2025. */
export function day(iso) {
  if (!iso) return "";
  const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** A moment in the user's own time: 14:02 today, otherwise day and time. */
export function moment(iso) {
  if (!iso) return "";
  const when = new Date(iso);
  const clock = `${two(when.getHours())}:${two(when.getMinutes())}`;
  const today = new Date().toDateString() === when.toDateString();
  const local = `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
  return today ? clock : `${day(local)}, ${clock}`;
}

/** A whole number with thin spaces between thousands. */
export function count(number) {
  return String(number ?? 0).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

const POINT = language === "az" ? "," : ".";

/** A number with at most so many decimals, as the language writes it: 1 234.5, 1 234,5. */
export function decimal(number, most = 1) {
  const [whole, part] = String(Number(number.toFixed(most))).split(".");
  return part ? count(whole) + POINT + part : count(whole);
}

/** A length of time: 45 s, 3 min, 1 h 20 min. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return "";
  if (seconds < 60) return t("time.seconds", { n: Math.round(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t("time.minutes", { n: minutes });
  return t("time.hours", { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** Fold a text for searching, as Azerbaijani folds it: I is the capital of ı, İ that of i. */
export function fold(text) {
  return text.toLocaleLowerCase("az").replaceAll("\u0307", "");
}

function spoken() {
  const said = new URLSearchParams(location.search).get("language");
  const path = location.pathname.slice(prefix.length).split("/")[1];
  return (path === "login" ? said : path) === "az" ? "az" : "en";
}

function two(number) {
  return String(number).padStart(2, "0");
}

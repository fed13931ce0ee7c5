/** The interface's language: its messages, and its formats for numbers, dates and names. */

/**
 * To add a language, add its two files and a line here: what the first view says, and what is said later.
 * @type {Record<string, [first: LoadMessages, later: LoadMessages]>}
 */
export const languages = {
  en: [() => import("./messages/en.js"), () => import("./messages/en-later.js")],
  ko: [() => import("./messages/ko.js"), () => import("./messages/ko-later.js")],
};

let current = "en";
/** @type {Messages} */
let messages = {};

/** Whether the messages of later views are wanted, too. */
let isLater = false;

/** Load a language's messages and speak it from now on. @param {string} tag one of `languages` */
export async function setLanguage(tag) {
  const [first, later] = languages[tag] ?? languages.en ?? [];
  const loaded = { ...(await first?.())?.messages };
  // They may have been wanted meanwhile.
  if (isLater) Object.assign(loaded, (await later?.())?.messages);
  messages = loaded;
  current = tag;
  document.documentElement.lang = tag;
}

/** Load the messages of problems, and of views that load when they are opened. */
export async function loadLaterMessages() {
  while (!isLater) {
    const tag = current;
    const later = await languages[tag]?.[1]();
    isLater = tag === current;
    if (isLater) Object.assign(messages, later?.messages);
  }
}

export const language = () => current;

/** A message with its placeholders, such as `{count}`, filled in. @param {string} key @param {Values} [values] */
export function t(key, values = {}) {
  return interpolate(messages[key] ?? key, values);
}

/** @param {string} key */
export const hasMessage = (key) => key in messages;

/** `{count:word|words}` chooses a noun. @param {string} text @param {Values} values */
export function interpolate(text, values) {
  return text.replace(/\{(\w+)(?::(.+?)\|(.+?))?\}/g, (placeholder, name, one, other) => {
    const value = values[name] ?? placeholder;
    if (other) return value === 1 ? one : other;
    return typeof value === "number" ? number(value) : value;
  });
}

/** @param {number} value */
export const number = (value, locale = current) => value.toLocaleString(locale);

/** What is there is never 0.0 %. @param {number} proportion 0 to 1 */
export const share = (proportion, locale = current) =>
  (proportion > 0 && proportion < 5e-4 ? "<" : "") +
  fixed(proportion && Math.max(proportion, 1e-3), 1, locale, { style: "percent" });

/** @param {number} bytes */
export function size(bytes, locale = current) {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return amount.toLocaleString(locale, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 });
}

/** @param {number} milliseconds */
export function seconds(milliseconds, locale = current) {
  const amount = milliseconds / 1000;
  return fixed(amount, amount < 10 ? 1 : 0, locale);
}

/** @param {number} value @param {number} digits after the point @param {string} locale @param {Intl.NumberFormatOptions} [options] */
function fixed(value, digits, locale, options) {
  return value.toLocaleString(locale, {
    ...options,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** At least 1. @param {number} duration in seconds */
export const minutes = (duration) => Math.max(1, Math.round(duration / 60));

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How long ago a time was; its date after a week. @param {string} time in ISO 8601 */
export function ago(time, now = Date.now(), locale = current) {
  const elapsed = Math.max(0, (now - Date.parse(time)) / 1000);
  if (elapsed < 60) return t("justNow");
  if (elapsed > 7 * 86_400) return date(time, locale);
  const [unit, length] = UNITS.find(([, length]) => elapsed >= length) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-Math.floor(elapsed / length), unit);
}

/** @param {string} time in ISO 8601 */
export function date(time, locale = current) {
  return new Date(time).toLocaleDateString(locale, { dateStyle: "long" });
}

/** @param {string} tag */
export function languageName(tag, locale = current) {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A URL's host without www. @param {string} url */
export function site(url) {
  try {
    return new URL(url).host.replace(/^www\./, "");
  } catch {
    return url;
  }
}

/** @param {{ title: string, url: string | null }} result */
export const titleOf = ({ title, url }) =>
  url ? withoutSite(title, site(url)) || site(url) : title || t("untitled");

/** A title without the name of its site, if it ends with one that the site's address has. @param {string} title @param {string} host */
export function withoutSite(title, host) {
  const [, text, name = ""] = /^(.+?\S) [|–—·-] ([^|–—·]+)$/.exec(title) ?? [];
  const letters = name.toLowerCase().replace(/\W/g, "");
  const isSite = host
    .split(".")
    .slice(0, -1)
    .some((part) => part.length > 2 && letters.startsWith(part));
  return text && (isSite || (letters && host.replace(/\W/g, "").includes(letters))) ? text : title;
}

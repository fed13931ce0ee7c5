/** How the interface speaks: its messages, and numbers, times and names as its language writes them. */

import { messages as en } from "./messages/en.js";
import { messages as ko } from "./messages/ko.js";

/** Adding a language is adding a file and a line here. @type {Record<string, Messages>} */
export const languages = { en, ko };

let current = "en";

/**
 * The language chosen before, else the first of the browser's that there is.
 * @param {string} stored
 * @param {readonly string[]} preferred
 */
export function chooseLanguage(stored, preferred) {
  const tags = [stored, ...preferred].map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  return tags.find((tag) => Object.hasOwn(languages, tag)) ?? "en";
}

/** @param {string} tag */
export function setLanguage(tag) {
  current = tag;
  document.documentElement.lang = tag;
}

export const language = () => current;

/** A message, gaps such as `{count}` filled. @param {string} key @param {Gaps} [gaps] */
export function t(key, gaps = {}) {
  return fill(languages[current]?.[key] ?? key, gaps);
}

/** @param {string} key */
export const has = (key) => key in en;

/** @param {string} text @param {Gaps} gaps */
export function fill(text, gaps) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => {
    const value = gaps[name] ?? gap;
    return typeof value === "number" ? number(value) : value;
  });
}

/** @param {number} value */
export const number = (value, locale = current) => value.toLocaleString(locale);

/** @param {number} part */
export const share = (part, locale = current) => digits(part, 1, locale, { style: "percent" });

/** @param {number} bytes */
export function size(bytes, locale = current) {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return amount.toLocaleString(locale, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 });
}

/** @param {number} milliseconds */
export function seconds(milliseconds, locale = current) {
  const amount = milliseconds / 1000;
  return digits(amount, amount < 10 ? 1 : 0, locale);
}

/** @param {number} value @param {number} count @param {string} locale @param {Intl.NumberFormatOptions} [style] */
function digits(value, count, locale, style) {
  return value.toLocaleString(locale, {
    ...style,
    minimumFractionDigits: count,
    maximumFractionDigits: count,
  });
}

/** At least one. @param {number} amount of seconds */
export const minutes = (amount) => Math.max(1, Math.round(amount / 60));

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How long ago a moment was, or its date after a week. @param {string} moment */
export function ago(moment, now = Date.now(), locale = current) {
  const passed = Math.max(0, (now - Date.parse(moment)) / 1000);
  if (passed > 7 * 86_400) return date(moment, locale);
  const [unit, length] = UNITS.find((one) => passed >= one[1]) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-Math.floor(passed / length), unit);
}

/** @param {string} moment */
export function date(moment, locale = current) {
  return new Date(moment).toLocaleDateString(locale, { dateStyle: "long" });
}

/** @param {string} tag */
export function languageName(tag, locale = current) {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The part of a URL that tells a reader which site it is. @param {string} url */
export function site(url) {
  try {
    return new URL(url).host.replace(/^www\./, "");
  } catch {
    return url;
  }
}

/** A title for a result, always. @param {{ title: string, url: string | null }} result */
export const titleOf = ({ title, url }) => title || (url ? site(url) : t("untitled"));

/** Numbers, sizes, times and shares as a reader of a language writes them. Pure. */

/** @param {number} value @param {string} locale */
export function number(value, locale) {
  return new Intl.NumberFormat(locale).format(value);
}

/** A part of one as a percentage with one decimal. @param {number} part @param {string} locale */
export function share(part, locale) {
  const digits = {
    style: /** @type {const} */ ("percent"),
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  };
  return new Intl.NumberFormat(locale, digits).format(part);
}

/** @param {number} bytes @param {string} locale */
export function size(bytes, locale) {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  const digits = amount < 10 ? 1 : 0;
  const style = { style: /** @type {const} */ ("unit"), unit, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, style).format(amount);
}

/** Seconds with one decimal below ten. @param {number} milliseconds @param {string} locale */
export function seconds(milliseconds, locale) {
  const amount = milliseconds / 1000;
  const digits = amount < 10 ? 1 : 0;
  const style = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, style).format(amount);
}

/** At least one. @param {number} amount of seconds */
export function minutes(amount) {
  return Math.max(1, Math.round(amount / 60));
}

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/**
 * How long ago a moment was, or its date after a week.
 * @param {string} moment RFC 3339
 * @param {number} now milliseconds since 1970
 * @param {string} locale
 */
export function ago(moment, now, locale) {
  const passed = Math.max(0, (now - Date.parse(moment)) / 1000);
  if (passed > 7 * 86_400)
    return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(Date.parse(moment));
  const [unit, length] = UNITS.find(([, seconds_]) => passed >= seconds_) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-Math.floor(passed / length), unit);
}

/** The name of a language in another one. @param {string} tag @param {string} locale */
export function languageName(tag, locale) {
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

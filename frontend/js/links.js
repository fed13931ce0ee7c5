/** The links in what a reader pastes: a bare link, a link in a sentence, several, or none. Pure. */

/** What a link may not contain: space, quotes and brackets around it, and marks of East Asian sentences. */
const STOP = "\\s\\x22\\x27\\x60<>{}|\\\\^«»‹›“”‘’„「」『』《》〈〉【】。、，！？";
/** A scheme, typed rightly or nearly so: `htp://`, `http//`, `https:/`, `hhttps:`, `http;//`. */
const SCHEME =
  "(?<![a-z0-9])h{0,2}t{1,3}p{1,2}s{0,2}(?:\\s?[:;：.]\\s?[/\\\\／]{1,3}|[/\\\\／]{2,3}|[:;：](?=[a-z0-9-]+\\.))";
/** What follows in a link: an apostrophe, too, if a letter comes after it, as in `Schindler's_List`. */
const REST = `[^${STOP}]+(?:['’](?=[\\p{L}\\p{N}_])[^${STOP}]*)*`;
const BARE_HOST = "(?:[a-z0-9-]+\\.)+[a-z]{2,18}(?::\\d+)?/";
/** A host without a scheme, where a path or `www.` tells it from a sentence without a space after its stop. */
const BARE = `(?<![\\p{L}\\p{N}@./:-])(?:www\\.(?=[^${STOP}])|${BARE_HOST})`;
/** A link, and the quote that opens before it. */
const LINK = new RegExp(`['‘]?(?:${SCHEME}(?=[^${STOP}])|${BARE})(?:${REST})?`, "giu");
const SCHEME_AT_START = new RegExp(`^${SCHEME}`, "i");
/** A text without white space that starts as an address does. */
const ADDRESS = new RegExp(`^(?:${SCHEME}[^${STOP}/?#]+(?:[/?#]\\S*)?|${BARE_HOST}\\S*)$`, "iu");
/** The largest number of characters of a link. A longer one is none: cut, it would lead to another page. */
const MAX_LENGTH = 4_096;
const RIGHT_SCHEME = /^https?:\/\/(?=[^/])/i;
/** Korean particles that follow a link without a space: `https://example.com/page를`. */
const PARTICLE =
  /(?<=[a-z0-9/])(?:에서|으로|까지|부터|이라는|라는|은|는|이|가|을|를|의|에|도|로|와|과|랑|입니다|이에요|예요)$/u;
/** Invisible characters that are copied along with links. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Marks that end a sentence or stand around a link. */
const MARKS = ".,;:!?'\"*_~…·";

/**
 * The links of a text in their order, each once, and whether one of them was mended: its scheme, or spaces in its
 * path. A text that is one word without a scheme is a link, too, as `example.com` is. An address alone on its line
 * is taken as it is; only in a sentence do marks at its end belong to the sentence. The time is linear in the text.
 * @param {string} pasted
 * @returns {{ links: string[], mended: boolean }}
 */
export function findLinks(pasted) {
  const text = pasted.replace(INVISIBLE, "").trim();
  const whole = withSpaces(text);
  if (whole) return { links: [whole], mended: true };
  const found = text.split("\n").flatMap((line) => inLine(line.trim()));
  const mended = found.map(mendScheme);
  const links = [...new Set(mended)].filter((link) =>
    /[\p{L}\p{N}\]]/u.test(link.replace(/^https?:\/*/i, "")),
  );
  if (links.length > 0) return { links, mended: mended.some((link, index) => link !== found[index]) };
  return { links: oneWord(text), mended: false };
}

/** @param {string} line @returns {string[]} */
function inLine(line) {
  if (isAddress(line)) return line.length <= MAX_LENGTH ? [line] : [];
  return (line.match(LINK) ?? []).flatMap((found) => {
    const link = found.replace(/^['‘]/, "");
    // After an opening quote, an apostrophe closes it, unless a Latin letter follows: `'link'를`.
    return apart(link === found ? link : link.replace(/['’](?![a-z0-9_]).*$/i, ""))
      .filter(({ length }) => length <= MAX_LENGTH)
      .map((part) => trim(part, line));
  });
}

/** Whether a line is one address, whatever signs it holds after its host. @param {string} line */
function isAddress(line) {
  if (!ADDRESS.test(line) || apart(line).length > 1) return false;
  const link = SCHEME_AT_START.test(line) ? mendScheme(line) : `http://${line}`;
  // new URL() lets a host have a comma or an exclamation mark; no real host has one.
  return URL.canParse(link) && /^(?:[\w.-]*\w|\[.*\])$/.test(new URL(link).hostname);
}

/** A text that is one word with a dot, and so meant as a link. @param {string} text */
function oneWord(text) {
  if (text.length > MAX_LENGTH || /[\s@]/.test(text)) return [];
  const hasPath = /^[\p{L}\p{N}][^/?#]*[/?#]./u.test(text);
  const link = hasPath && !SCHEME_AT_START.test(text) ? text : trim(text, text);
  const dot = link.indexOf(".", 1);
  return dot > 0 && dot < link.length - 1 ? [link] : [];
}

/** Links that were pasted without a space between them. @param {string} link */
function apart(link) {
  const dot = link.indexOf(".");
  const starts = [...link.matchAll(/https?:\/\//gi)]
    .map(({ index }) => index)
    .filter((index) => dot >= 0 && index > dot + 1 && !/[/=?&:%#]/.test(link.charAt(index - 1)));
  return [0, ...starts].map((start, index) => link.slice(start, starts[index]));
}

/**
 * A text that is one link with spaces. They stand between quotes in its query; or in its path: what follows the
 * first space has a slash or a file's ending, or the path is a wiki's, whose pages are named in words. Empty if it
 * is not.
 * @param {string} text
 */
function withSpaces(text) {
  if (text.length > MAX_LENGTH) return "";
  const [first, rest] = /^(https?:\/\/\S+) ([^\n]+)$/i.exec(text)?.slice(1) ?? [];
  if (!first || !rest || /:\/\//.test(rest)) return "";
  const link = text.replace(/\s+/g, "%20");
  if (/^[^\s"?]+\?[^\s"]*(?:"[^"\n]*"[^\s"]*)+$/.test(text)) return link;
  if (/["<>]|'(?!\p{L})|(?<!\p{L})'/u.test(text)) return "";
  const isPath = /^[^\s?]*\/|\.[a-z0-9]{2,5}(?:[?#]\S*)?$/i.test(rest) || /\/(?:wiki|w)\/[^?]*$/.test(first);
  return isPath && first.replace(RIGHT_SCHEME, "").includes("/") ? link : "";
}

/** A link without the marks of the sentence around it. @param {string} link @param {string} text */
function trim(link, text) {
  const inside = link.replace(/^[("'<[]+/, "");
  const count = (/** @type {string} */ sign) => inside.split(sign).length - 1;
  /** How many more of each closing bracket than of its opening one. @type {Record<string, number>} */
  const surplus = { ")": count(")") - count("("), "]": count("]") - count("[") };
  let end = inside.length;
  for (let before = -1; before !== end; ) {
    before = end;
    while (MARKS.includes(inside.charAt(end - 1)) && end > 0) end -= 1;
    const last = inside.charAt(end - 1);
    if ((surplus[last] ?? 0) > 0) {
      surplus[last] = (surplus[last] ?? 0) - 1;
      end -= 1;
    }
    // A part of a path may be Hangul; a particle follows only where the link stands in a sentence.
    const [particle = ""] =
      (end < text.length && PARTICLE.exec(inside.slice(Math.max(end - 4, 0), end))) || [];
    end -= particle.length;
  }
  // `[title](link)`
  return inside.slice(0, end).split("](", 1)[0] ?? "";
}

/** @param {string} link */
function mendScheme(link) {
  const once = link.replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, "");
  if (RIGHT_SCHEME.test(once)) return once;
  const [scheme] = SCHEME_AT_START.exec(once) ?? [];
  if (!scheme) return once;
  return `${/s/i.test(scheme) ? "https" : "http"}://${once.slice(scheme.length)}`;
}

/** What is shown, and the links that show it again. Pure. */

/** Rows that the chart can show. */
export const SHOWN = [10, 25, 50, 100];
/** Words of the cloud, and rows of a page of the table. */
export const CLOUD = 120;
export const ROWS = 100;
/** Characters of a text in a link. */
const LONGEST = 2_000;

/** @type {State} */
export const START = {
  key: "",
  scope: "main",
  unit: 1,
  stop: "hide",
  group: "forms",
  code: "out",
  sort: "count",
  hide: "",
  keep: "",
  q: "",
  show: 10,
  view: "chart",
  order: "rank",
  offset: 0,
  word: "",
  with: "",
};

/** @type {Record<string, readonly (string | number)[]>} */
const CHOICES = {
  scope: ["main", "page"],
  unit: [1, 2, 3],
  stop: ["hide", "show"],
  group: ["forms", "none"],
  code: ["out", "in"],
  sort: ["count", "likelihood"],
  show: SHOWN,
  view: ["chart", "table", "cloud", "compare"],
  order: ["rank", "word", "least"],
};

/** What a link does not say, or says wrongly, is as at the start. @param {string} search */
export function fromLink(search) {
  const query = new URLSearchParams(search);
  /** @type {Record<string, string | number>} */
  const state = { ...START };
  for (const [name, start] of Object.entries(START)) {
    const value = query.get(name) ?? String(start);
    const choices = CHOICES[name];
    if (choices) state[name] = choices.find((choice) => String(choice) === value) ?? start;
    else if (name === "offset") state[name] = /^\d{1,7}$/.test(value) ? Number(value) : 0;
    else state[name] = value.slice(0, LONGEST);
  }
  return /** @type {State} */ (/** @type {unknown} */ (state));
}

/** What differs from the start, the key first. @param {State} state */
export function toLink(state) {
  const said = Object.entries(state).filter(([name, value]) => value !== Reflect.get(START, name));
  return said.length > 0 ? `?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}` : "";
}

/** All of a list, for the API. @param {State} state */
export function listQuery({ scope, unit, group, stop, code, sort, hide, keep, q }) {
  return new URLSearchParams({
    scope,
    unit: String(unit),
    group,
    stop_words: stop,
    code,
    sort: unit > 1 ? sort : "count",
    hide,
    keep,
    q,
  });
}

/** The part of a list that is shown. @param {State} state */
export function shownQuery(state) {
  const table = state.view === "table";
  const query = listQuery(state);
  query.set("limit", String(table ? ROWS : state.view === "cloud" ? CLOUD : state.show));
  query.set("offset", String(table ? state.offset : 0));
  return query;
}

/** @param {State} state @param {string} format */
export function fileQuery(state, format) {
  return new URLSearchParams([...listQuery(state), ["format", format]]);
}

/** Words between commas or line ends, each once. @param {string} text */
export function ownWords(text) {
  return [...new Set(text.split(/[,\n]/).map((word) => word.trim()))].filter(Boolean);
}

/** @param {string} text @param {string} word */
export function withWord(text, word) {
  return ownWords(`${text},${word}`).join(",");
}

/** A bookmark that sends the page that is open to this one. @param {string} home */
export function bookmark(home) {
  return `javascript:void(location.href=${JSON.stringify(`${home}?url=`)}+encodeURIComponent(location.href))`;
}

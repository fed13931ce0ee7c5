/** The page's state and its query strings. Pure. */

/** Numbers of bars that the chart offers. */
export const CHART_SIZES = [10, 25, 50, 100];
/** Number of words in the cloud, and of rows on a page of the table. */
export const CLOUD_SIZE = 120;
export const PAGE_SIZE = 100;
/** Longest text of a parameter, in characters. */
const MAX_LENGTH = 2_000;

/** @type {State} */
export const DEFAULTS = {
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
  class: "",
  blocks: "",
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
  sort: ["count", "likelihood", "keyness"],
  class: ["", "noun", "name", "verb", "adjective", "adverb", "other"],
  show: CHART_SIZES,
  view: ["chart", "table", "cloud", "text", "compare"],
  order: ["rank", "word", "least"],
};

/** Read a query string; a missing or invalid parameter has its default. @param {string} search */
export function fromQuery(search) {
  const query = new URLSearchParams(search);
  /** @type {Record<string, string | number>} */
  const state = { ...DEFAULTS };
  for (const [name, initial] of Object.entries(DEFAULTS)) {
    const value = query.get(name) ?? String(initial);
    const choices = CHOICES[name];
    if (choices) state[name] = choices.find((choice) => String(choice) === value) ?? initial;
    else if (name === "offset") state[name] = /^\d{1,7}$/.test(value) ? Number(value) : 0;
    else state[name] = value.slice(0, MAX_LENGTH);
  }
  return /** @type {State} */ (/** @type {unknown} */ (state));
}

/** A query string of what differs from the defaults, the key first. @param {State} state */
export function toQuery(state) {
  const changed = Object.entries(state).filter(([name, value]) => value !== Reflect.get(DEFAULTS, name));
  return changed.length > 0
    ? `?${new URLSearchParams(changed.map(([name, value]) => [name, String(value)]))}`
    : "";
}

/** For the whole word list. @param {State} state */
export function wordsQuery({ scope, unit, group, stop, code, sort, hide, keep, q, class: of, blocks }) {
  return new URLSearchParams({
    // Phrases have no class.
    ...(of && unit === 1 && { class: of }),
    scope,
    unit: String(unit),
    group,
    stop_words: stop,
    code,
    // Words have a keyness, phrases a likelihood.
    sort: sort === (unit > 1 ? "likelihood" : "keyness") ? sort : "count",
    hide,
    keep,
    q,
    blocks,
  });
}

/** For the part of it on screen. @param {State} state */
export function pageQuery(state) {
  const table = state.view === "table";
  const query = wordsQuery(state);
  query.set("limit", String(table ? PAGE_SIZE : state.view === "cloud" ? CLOUD_SIZE : state.show));
  query.set("offset", String(table ? state.offset : 0));
  return query;
}

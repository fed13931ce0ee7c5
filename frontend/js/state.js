/** What is shown, and the link that shows it again. Pure. */

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

/**
 * Read a link's query; what it does not say, or says wrongly, is as at the start.
 * @param {string} search
 * @returns {State}
 */
export function fromLink(search) {
  const query = new URLSearchParams(search);
  /** @type {Record<string, string | number>} */
  const state = { ...START };
  for (const name of Object.keys(START)) {
    const value = query.get(name);
    if (value === null) continue;
    const choices = CHOICES[name];
    if (choices) {
      const chosen = choices.find((choice) => String(choice) === value);
      if (chosen !== undefined) state[name] = chosen;
    } else if (name === "offset") {
      state.offset = /^\d{1,7}$/.test(value) ? Number(value) : 0;
    } else {
      state[name] = value.slice(0, LONGEST);
    }
  }
  return /** @type {State} */ (/** @type {unknown} */ (state));
}

/**
 * The query that leads back to a state: its key first, then what differs from the start.
 * @param {State} state
 */
export function toLink(state) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== START[/** @type {keyof State} */ (name)]) query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

/**
 * What the API is asked for.
 * @param {State} state
 */
export function wordsQuery(state) {
  const table = state.view === "table";
  const limit = table ? ROWS : state.view === "cloud" ? CLOUD : state.show;
  const query = new URLSearchParams({
    scope: state.scope,
    unit: String(state.unit),
    group: state.group,
    stop_words: state.stop,
    code: state.code,
    sort: state.unit > 1 ? state.sort : "count",
    hide: state.hide,
    keep: state.keep,
    q: state.q,
    limit: String(limit),
    offset: String(table ? state.offset : 0),
  });
  return query.toString();
}

/**
 * What a list is taken away with: as shown, but whole.
 * @param {State} state
 * @param {string} format
 */
export function exportQuery(state, format) {
  const query = new URLSearchParams(wordsQuery(state));
  query.delete("limit");
  query.delete("offset");
  query.set("format", format);
  return query.toString();
}

/**
 * Words between commas or line ends, each once.
 * @param {string} text
 */
export function ownWords(text) {
  return [...new Set(text.split(/[,\n]/).map((word) => word.trim()))].filter(Boolean);
}

/** A list of words with one more. @param {string} text @param {string} word */
export function withWord(text, word) {
  return ownWords(`${text},${word}`).join(",");
}

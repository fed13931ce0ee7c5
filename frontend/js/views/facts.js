/** The head of a result: where the text is from, and the counts that people come for. */

import { byId, h, join, linkButton } from "../dom.js";
import { loadLaterView } from "../loader.js";
import { ago, hasMessage, languageName, minutes, site, t } from "../messages.js";

/** Expected F1 of the main text below which the page is not sure. */
const UNSURE = 0.7;
/** Characters of a page of Korean manuscript paper. */
const MANUSCRIPT_PAGE = 200;
/** Minutes from which the time to read is told in hours. */
const LONG = 60;

export const loadNumbers = () => loadLaterView(() => import("./numbers.js"), "numbers");

/** @param {ResultModel} model */
export function facts({ result, state, list, actions }) {
  const totals = result.totals[state.scope];
  const url = result.final_url ?? result.url;
  const isText = result.source === "text";
  const isSet = result.source === "collection";
  // The totals are of the text as it was found.
  const isMoved = state.blocks !== "" && state.scope === "main" && list.words > 0;
  const isUnsure = result.main_confidence < UNSURE && state.scope === "main" && !isMoved;
  const from = [
    url
      ? h("a", { href: url, rel: "noreferrer" }, site(url))
      : !isSet && t(isText ? "pastedText" : "source_upload"),
    isSet && h("a", { href: `?set=${result.key}` }, source(result.source)),
    !isText && !isSet && result.source !== "page" && source(result.source),
    languageName(result.language) + (result.approximate ? ` (${t("approximate")})` : ""),
    t(result.url ? "fetched" : "counted", { when: ago(result.fetched_at) }),
    timeToRead(totals.reading_seconds),
    isUnsure && linkButton(t("unsure"), () => actions.change({ view: "text" })),
  ];
  const words = h("strong", {}, t("wordsMain", { count: isMoved ? list.words : totals.words }));
  const others = isMoved ? [] : otherCounts(totals, result.language);
  const copy = linkButton(t("copyCounts"), async () => {
    const { copyCounts } = await loadNumbers();
    copyCounts([words.textContent, ...others].join("\n"), byId("counts"));
  });
  return [
    h("p", {}, ...join(from)),
    h("p", { id: "counts" }, ...join([words, ...others, others.length > 0 && copy])),
  ];
}

/** @param {Totals} totals @param {string} language of the text */
function otherCounts({ characters, characters_without_spaces, sentences, eojeol }, language) {
  // Results of earlier versions have words alone.
  if (characters === undefined) return [];
  const isKorean = /^ko\b/.test(language);
  return [
    t("characters", { count: characters }),
    t("charactersWithoutSpaces", { count: characters_without_spaces ?? 0 }),
    t("sentences", { count: sentences ?? 0 }),
    isKorean && t("eojeol", { count: eojeol ?? 0 }),
    isKorean && t("manuscriptPages", { count: Math.ceil(characters / MANUSCRIPT_PAGE) }),
  ].filter((text) => text !== false);
}

/** @param {number} duration in seconds */
function timeToRead(duration) {
  const count = minutes(duration);
  return count < LONG ? t("minutes", { count }) : t("hours", { count: Math.round(count / 30) / 2 });
}

/** How the text was read. @param {string} kind */
const source = (kind) =>
  t(hasMessage(`source_${kind}`) ? `source_${kind}` : "source_file", { kind: kind.toUpperCase() });

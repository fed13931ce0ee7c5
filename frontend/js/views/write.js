/** The form for a text, with what can be counted while one types; and what its owner can do with its result. */

import { text as textOf } from "../api-later.js";
import { attempt, note, openFromUrl, submitJob } from "../app.js";
import { announce, byId, h, join, linkButton, urlField } from "../dom.js";
import { limits } from "../limits.js";
import { language, t } from "../messages.js";
import { remove } from "../remove.js";
import { recentResults, store } from "../storage.js";
import { showProblem } from "./problem.js";

/** Longest name that is made of first words, in characters. */
const NAME_LENGTH = 60;
/** Characters of a Korean manuscript page. */
const MANUSCRIPT_PAGE = 200;
/** Characters up to which words are counted while one types: longer ones would make typing slow. */
const MAX_LIVE = 100_000;
/** Milliseconds of silence before a long text is counted again. */
const PAUSE = 150;

/** A text's name: its first words, as many as fit. Pure. @param {string} text */
export function firstWords(text) {
  const line = text.trim().split("\n", 1)[0]?.trim().replace(/\s+/g, " ") ?? "";
  const characters = [...line];
  if (characters.length <= NAME_LENGTH) return line;
  const cut = characters.slice(0, NAME_LENGTH).join("");
  return `${cut.slice(0, cut.lastIndexOf(" ") > 0 ? cut.lastIndexOf(" ") : cut.length)}…`;
}

/**
 * Characters with and without white space, and units between white space. Line breaks in a row count once. Pure.
 * @param {string} text
 */
export function textCounts(text) {
  const clean = text.trim().replace(/\s*[\r\n]\s*/g, "\n");
  const characters = [...clean].length;
  return {
    characters,
    solid: [...clean.replace(/\s+/g, "")].length,
    spaced: clean === "" ? 0 : clean.split(/\s+/).length,
    pages: Math.ceil(characters / MANUSCRIPT_PAGE),
  };
}

/** Words and sentences as the browser's own rules divide them. Pure. @param {string} text @param {string} locale */
export function segments(text, locale) {
  const words = [...new Intl.Segmenter(locale, { granularity: "word" }).segment(text)];
  const sentences = [...new Intl.Segmenter(locale, { granularity: "sentence" }).segment(text)];
  return {
    words: words.filter((word) => word.isWordLike).length,
    sentences: sentences.filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).length,
  };
}

/** @param {string} text */
function liveCounts(text) {
  const { characters, solid, spaced, pages } = textCounts(text);
  const isKorean = /[가-힣]/.test(text);
  const { words, sentences } =
    text.length <= MAX_LIVE ? segments(text, language()) : { words: 0, sentences: 0 };
  return join([
    t("liveCharacters", { count: characters }),
    t("liveSolid", { count: solid }),
    isKorean ? t("liveSpaced", { count: spaced }) : words > 0 && t("liveWords", { count: words }),
    sentences > 0 && t("liveSentences", { count: sentences }),
    isKorean && t("livePages", { count: pages }),
  ]);
}

/** How long a text is kept, and who can read it. */
function keptFor() {
  const { days } = limits();
  return days > 0 ? t("keptFor", { count: days }) : t("keptForEver");
}

/** @type {{ area: HTMLTextAreaElement, name: HTMLInputElement, form: HTMLFormElement, count: () => void } | null} */
let shown = null;

/** Open the form; what stands in it stays, unless there is a text to put in. @param {{ text?: string, title?: string }} [given] */
export function openForm({ text, title = "" } = {}) {
  const typed = shown?.area.value ?? "";
  const named = shown?.name.value ?? "";
  shown = build();
  shown.area.value = text ?? typed;
  shown.name.value = text === undefined ? named : title;
  shown.count();
  byId("write").replaceChildren(shown.form);
  byId("write").hidden = false;
  shown.area.focus();
  shown.form.scrollIntoView({ block: "nearest" });
}

function build() {
  const area = h("textarea.box", { id: "text", name: "text", rows: 8, "aria-describedby": "text-kept" });
  const name = h("input.box", {
    id: "text-name",
    name: "title",
    maxlength: 300,
    autocomplete: "off",
    dir: "auto",
  });
  const counts = h("p.write-counts", { id: "text-counts" });
  const count = () => {
    counts.replaceChildren(...liveCounts(area.value));
    name.placeholder = firstWords(area.value) || t("namePlaceholder");
  };
  let timer = setTimeout(count);
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(count, area.value.length > 5_000 ? PAUSE : 0);
  });
  const form = h(
    "form.write.box",
    { id: "text-form", novalidate: true, onsubmit: (event) => submit(event, area, name) },
    h("label", { for: "text" }, t("textLabel")),
    area,
    counts,
    h("p.write-name", {}, h("label", { for: "text-name" }, t("nameLabel")), name),
    h("p.muted", { id: "text-kept" }, keptFor()),
    h(
      "p.write-ways",
      {},
      h("button.primary", { type: "submit" }, t("submitText")),
      h("kbd.muted", {}, t("submitKeys")),
      linkButton(t("close"), close, { id: "text-close" }),
    ),
  );
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return { area, name, form, count };
}

/** @param {Event} event @param {HTMLTextAreaElement} area @param {HTMLInputElement} name */
function submit(event, area, name) {
  event.preventDefault();
  if (!area.value.trim()) {
    showProblem("empty_text", {});
    return area.focus();
  }
  urlField().value = "";
  note();
  submitJob({ text: area.value, title: name.value.trim() || firstWords(area.value) });
}

function close() {
  byId("write").hidden = true;
  urlField().focus();
}

/** Below the link field of a text's result: for how long it is kept, and what can be done with it. @param {Result} result */
export function ownText(result) {
  const edit = () =>
    attempt(async () => {
      const { blocks } = await textOf(result.key);
      openForm({ text: blocks.map((block) => block.text).join("\n\n"), title: result.title });
    });
  const token = history.state?.token ?? recentResults().find(({ key }) => key === result.key)?.token;
  const ways = [
    keptFor(),
    result.source === "text" && linkButton(t("editText"), edit),
    typeof token === "string" && deleteButton(result.key, token),
  ];
  note(...join(ways));
}

/** It asks before it deletes. @param {string} key @param {string} token */
function deleteButton(key, token) {
  const gone = async () => {
    await remove(key, token);
    store("recent", JSON.stringify(recentResults().filter((other) => other.key !== key)));
    history.replaceState(null, "", "./");
    await openFromUrl();
    note(t("deleted"));
    announce(t("deleted"));
    urlField().focus();
  };
  const sure = linkButton(t("deleteSure"), () => attempt(gone));
  const ask = linkButton(t("deleteText"), () => {
    ask.replaceWith(sure);
    sure.focus();
  });
  return ask;
}

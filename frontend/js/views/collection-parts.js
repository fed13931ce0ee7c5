/** The parts of a collection: bars split by page, the heat table, a card a page, the progress of each. */

import { h, join, linkButton } from "../dom.js";
import { languageName, number, share, site, t } from "../messages.js";
import { chart } from "./chart.js";
import { messageKey } from "./problem.js";
import { exactCode, waysOf } from "./reasons.js";

/** Degrees between the hues of two pages: the golden angle keeps neighbours apart. */
const HUE_STEP = 137.5;

/** @param {Member} member */
const shortName = ({ title, url }) => title || (url ? site(url) : t("untitled"));

/** A page's name, with its path where others have the same. Pure. @param {Member} member @param {Member[]} members */
export function nameOf(member, members) {
  const name = shortName(member);
  const isAlone = members.every((other) => other.key === member.key || shortName(other) !== name);
  if (isAlone || !member.url) return name;
  const { pathname, search } = new URL(member.url);
  return `${name} ${pathname}${search}`;
}

/** The number of a page in its colour. @param {number} position from 0 */
export function mark(position) {
  const element = h("span.collection-mark", { "aria-hidden": "true" }, number(position + 1));
  element.style.setProperty("--hue", String((position * HUE_STEP) % 360));
  return element;
}

/** What happened to a page so far. @param {Member} member */
function stateOf({ status, stage, error, totals, url }) {
  if (error) {
    const { format = "", status = 0, seen, code } = error;
    const exact = exactCode(format ? "format" : (seen ?? code), status, url);
    return t(messageKey(exact), { status, format, limit: waysOf(exact, url).limit ?? "" });
  }
  if (status === "finished") return t("wordsMain", { count: totals?.main.words ?? 0 });
  return t(`stage_${status === "started" ? (stage ?? "fetching") : "queued"}`);
}

/** The progress of each page. @param {Collection} collection */
export function memberList({ members }) {
  const ended = members.filter(({ status }) => status === "finished" || status === "failed").length;
  const items = members.map((member, position) =>
    h(
      "li",
      { class: `collection-${member.status}` },
      mark(position),
      h("bdi", {}, member.title || (member.url ?? "")),
      h("span.muted", {}, stateOf(member)),
    ),
  );
  const progress = [
    h("p", { role: "status" }, t("collectionProgress", { count: ended, total: members.length })),
    h("progress", { max: members.length, value: ended, "aria-label": t("progress") }),
  ];
  return h("div.collection-progress", {}, ...(ended < members.length ? progress : []), h("ol", {}, ...items));
}

/** The pages that were counted, with their numbers. @param {Member[]} members @returns {[Member, number][]} */
const counted = (members) =>
  members.flatMap((member, position) => (member.status === "finished" ? [[member, position]] : []));

/** Which colour is which page. @param {Member[]} members */
function legend(members) {
  const items = counted(members).map(([member, position]) =>
    h("li", {}, mark(position), h("bdi", {}, nameOf(member, members))),
  );
  return h("ol.collection-legend", {}, ...items);
}

/**
 * The chart of all pages together, each bar split by page.
 * @param {ResultModel} model
 * @param {Member[]} members
 * @param {ParentNode} previous
 */
export function splitChart(model, members, previous) {
  const table = chart(model, previous);
  for (const [index, row] of [...table.querySelectorAll("tr[data-word]")].entries()) {
    const counts = model.list.items[index]?.members ?? [];
    const parts = counts.flatMap((count, position) => {
      if (count === 0) return [];
      const part = h("i", { title: `${nameOf(members[position] ?? UNKNOWN, members)}: ${number(count)}` });
      part.style.setProperty("--hue", String((position * HUE_STEP) % 360));
      part.style.flexGrow = String(count);
      return [part];
    });
    const bar = row.querySelector(".bar");
    bar?.classList.add("collection-bar");
    bar?.append(...parts);
    const said = t("collectionIn", { count: parts.length, total: counted(members).length });
    row.querySelector(".count")?.append(h("span.visually-hidden", {}, ` ${said}`));
  }
  return h("div", {}, legend(members), table);
}

/** @type {Member} */
const UNKNOWN = {
  key: "",
  url: null,
  status: "failed",
  stage: null,
  error: null,
  title: "",
  language: null,
  totals: null,
};

/**
 * Words × pages, shaded by the share that the word has of the page.
 * @param {ResultModel} model
 * @param {Member[]} members
 */
export function heatTable({ list, state, title, actions }, members) {
  const sizes = members.map(({ totals }) => totals?.[state.scope].words ?? 0);
  const shares = list.items.map((item) => (item.members ?? []).map((count, at) => count / (sizes[at] || 1)));
  const largest = Math.max(...shares.flat(), 1e-9);
  const head = counted(members).map(([member, position]) =>
    h(
      "th",
      { scope: "col", title: nameOf(member, members) },
      mark(position),
      h("bdi", {}, nameOf(member, members)),
    ),
  );
  const rows = list.items.map((item, index) => {
    const open = linkButton(item.word, () => actions.toggleWord(item.word), {
      "data-focus": `word:${item.word}`,
      "aria-expanded": String(item.word === state.word),
      dir: "auto",
    });
    const cells = counted(members).map(([member, at]) => {
      const count = item.members?.[at] ?? 0;
      const proportion = shares[index]?.[at] ?? 0;
      const cell = h(
        "td",
        { title: share(proportion), "data-page": `${number(at + 1)} ${nameOf(member, members)}` },
        number(count),
      );
      cell.style.setProperty("--heat", (proportion / largest).toFixed(3));
      if (count === 0) cell.classList.add("none");
      return cell;
    });
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, open),
      ...cells,
      h("td.all", { "data-page": t("collectionAll") }, number(item.count)),
    );
  });
  const table = h(
    "table.collection-heat",
    {},
    h("caption.visually-hidden", {}, t("collectionHeat", { title })),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, t("word")),
        ...head,
        h("th", { scope: "col" }, t("collectionAll")),
      ),
    ),
    h("tbody", {}, ...rows),
  );
  return h(
    "div.collection-scroll",
    { tabindex: 0, role: "group", "aria-label": t("collection_heat") },
    table,
  );
}

/**
 * A card a page: its title, its size, what it says more than the others, and what they say and it does not.
 * @param {Member[]} members
 * @param {OwnWords[]} own
 * @param {(word: string) => void} toggleWord
 */
export function cards(members, own, toggleWord) {
  const items = members.map((member, position) => {
    const { key, url, error, language, totals } = member;
    const title = error
      ? h("bdi", {}, url ?? "")
      : h("a", { href: `?key=${encodeURIComponent(key)}` }, h("bdi", {}, nameOf(member, members)));
    const facts = [
      url && site(url),
      language && languageName(language),
      stateOf(member),
      totals && t("collectionDistinct", { count: totals.main.distinct }),
    ].map((part) => part || false);
    const line = (/** @type {string} */ word, /** @type {string} */ said) =>
      h(
        "li",
        {},
        linkButton(word, () => toggleWord(word), { "data-focus": `own:${position}:${word}`, dir: "auto" }),
        h("span.muted", {}, ` ${said}`),
      );
    const words = (own[position]?.items ?? []).map(({ word, count, others_count }) =>
      line(word, t("collectionCounts", { count, others: others_count })),
    );
    const missing = (own[position]?.missing ?? []).map(({ word, in_others }) =>
      line(word, t("collectionIn", { count: in_others, total: counted(members).length })),
    );
    return h(
      "li.box",
      {},
      h("h2", {}, mark(position), title),
      h("p.muted", {}, ...join(facts)),
      !error && h("p", {}, t(words.length > 0 ? "collectionOwn" : "collectionNoOwn")),
      words.length > 0 && h("ul", {}, ...words),
      missing.length > 0 && h("p", {}, t("collectionMissing")),
      missing.length > 0 && h("ul", {}, ...missing),
    );
  });
  return h("ol.collection-cards", {}, ...items);
}

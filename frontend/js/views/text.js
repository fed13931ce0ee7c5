/** What was counted: the text in blocks, those that do not count dimmed. A reader moves them in or out. */

import { Problem } from "../api.js";
import { concordance, text } from "../api-later.js";
import { h, join, linkButton } from "../dom.js";
import { parseBlocks, toggleBlock } from "../lists.js";
import { t } from "../messages.js";

import { direction } from "./word.js";

/** Blocks that the API lets a reader move. */
const MAX_BLOCKS = 200;
/** Places of the chosen word that are marked. */
const MAX_PLACES = 1000;

/** Words that are offered to be marked. */
const MAX_OFFERS = 8;

/** The text on screen: a cache, since it does not change when blocks are moved. */
let shown = { key: "", blocks: /** @type {TextBlock[]} */ ([]) };

/** @param {ResultModel} model */
export async function textView(model) {
  const { result, state } = model;
  if (shown.key !== state.key) shown = { key: state.key, blocks: (await text(state.key)).blocks };
  const moved = new Set(parseBlocks(state.blocks));
  const marks = state.word ? await places(state) : [];
  const dir = direction(result.language);
  let start = 0;
  const blocks = shown.blocks.map((found, number) => {
    const characters = [...found.text];
    const end = start + characters.length;
    const here = marks
      .filter(({ position }) => position >= start && position < end)
      .map(({ position, match }) => ({ start: position - start, end: position - start + [...match].length }));
    start = end + 1;
    return block(model, number, found, moved.has(number), parts(characters, here));
  });
  const list = h("div.text-blocks", { lang: result.language, dir, onkeydown: onKey });
  // One by one: a call takes no more than some tens of thousands.
  for (const one of blocks) list.append(one);
  blocks[0]?.setAttribute("tabindex", "0");
  return h("div.text", {}, hint(model, moved.size, marks.length), list);
}

/** @param {State} state */
async function places({ key, word, unit, group, code, blocks }) {
  const query = { word, scope: "page", unit: String(unit), group, code, blocks, limit: String(MAX_PLACES) };
  return (await concordance(key, new URLSearchParams(query))).items;
}

/** @param {ResultModel} model @param {number} moved @param {number} marked */
function hint({ state: { word }, list: { items }, actions: { change } }, moved, marked) {
  const mark = (/** @type {string} */ name) =>
    linkButton(name, () => change({ word: name }), { "data-focus": `word:${name}`, dir: "auto" });
  const marks = [
    h(
      "span",
      {},
      h("mark", {}, h("bdi", {}, word)),
      ` ${t(marked === 1 ? "textMarkedOne" : "textMarked", { count: marked })}`,
    ),
    linkButton(t("unmark"), () => change({ word: "" })),
  ];
  const undo = linkButton(t("undo"), () => change({ blocks: "", word }), { "data-focus": "undo" });
  const others = items.slice(0, MAX_OFFERS).map(({ word: name }) => mark(name));
  return h(
    "div.text-hint",
    {},
    h("p", {}, t("textHint")),
    h("p", {}, ...(word ? join(marks) : [t("markWord"), " ", ...join(others)])),
    moved > 0 && h("p", {}, ...join([t("textMoved", { count: moved }), undo])),
  );
}

/**
 * @param {ResultModel} model
 * @param {number} number
 * @param {TextBlock} found
 * @param {boolean} moved
 * @param {Child[]} content
 */
function block({ state: { blocks, word, code }, actions }, number, found, moved, content) {
  const toggle = () => {
    const next = toggleBlock(blocks, number);
    if (parseBlocks(next).length > MAX_BLOCKS) return actions.fail(new Problem("too_many_blocks"));
    actions.change({ blocks: next, word });
  };
  return h(
    "p",
    {
      class: found.code && code === "out" && "code",
      role: "button",
      tabindex: -1,
      "aria-pressed": String(found.main !== moved),
      "data-focus": `block:${number}`,
      onclick: () => getSelection()?.isCollapsed !== false && toggle(),
      onkeydown(event) {
        if (!/^(Enter| )$/.test(event.key)) return;
        event.preventDefault();
        toggle();
      },
    },
    ...content,
  );
}

/**
 * A block's text with its marks, which do not overlap. Pure.
 * @param {string[]} characters
 * @param {{ start: number, end: number }[]} marks
 */
export function parts(characters, marks) {
  /** @type {Child[]} */
  const found = [];
  let at = 0;
  for (const { start, end } of marks) {
    found.push(characters.slice(at, start).join(""), h("mark", {}, characters.slice(start, end).join("")));
    at = end;
  }
  return [...found, characters.slice(at).join("")];
}

/** Arrow keys, Home and End move from block to block: one tab stop for all. @param {KeyboardEvent} event */
function onKey(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const blocks = /** @type {HTMLElement[]} */ ([...list.children]);
  const current = blocks.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: blocks.length - 1 }[event.key];
  const next = to === undefined ? undefined : blocks[to];
  if (!next) return;
  event.preventDefault();
  for (const element of blocks) element.tabIndex = element === next ? 0 : -1;
  next.focus();
}

/** The lists in the state: the reader's own words, and the blocks that the reader moved. Pure. */

/** Words separated by commas or line breaks, each once. @param {string} text */
export function parseWords(text) {
  return [...new Set(text.split(/[,\n]/).map((word) => word.trim()))].filter(Boolean);
}

/** @param {string} text @param {string} word */
export function addWord(text, word) {
  return parseWords(`${text},${word}`).join(",");
}

/** The numbers of the blocks that the reader moved. @param {string} blocks */
export function parseBlocks(blocks) {
  return blocks
    .split(",")
    .filter((number) => /^\d{1,7}$/.test(number))
    .map(Number);
}

/** Move a block, or take its move back. @param {string} blocks @param {number} number */
export function toggleBlock(blocks, number) {
  const moved = new Set(parseBlocks(blocks));
  if (!moved.delete(number)) moved.add(number);
  return [...moved].sort((a, b) => a - b).join(",");
}

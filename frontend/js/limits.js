/** What the operator allows, as index.html says it: the program fills it in when it serves the page. */

/**
 * Days that a text is kept, 0 for ever; bytes of the largest page; addresses for contact and source, of which `-` is none.
 * @returns {{ days: number, bytes: number, contact: string, source: string }}
 */
export function limits() {
  const content = document.querySelector('meta[name="pagewords-limits"]')?.getAttribute("content") ?? "";
  const [days, bytes, contact, source] = content.split(" ").map((part) => (part === "-" ? "" : part));
  return { days: Number(days), bytes: Number(bytes), contact: contact ?? "", source: source ?? "" };
}

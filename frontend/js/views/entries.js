/** Above the result of a feed or sitemap: the newest of what it lists, to choose what is counted together. */

import { attempt, submitJob } from "../app.js";
import { h, linkButton, urlField } from "../dom.js";
import { loadLaterView } from "../loader.js";
import { date, t } from "../messages.js";

/** Characters that the title of a collection may have. */
const TITLE_CHARACTERS = 300;

/** @param {Result} result @param {Entry[]} entries */
export function showEntries({ source, title }, entries) {
  document.querySelector(".entries")?.remove();
  const isIndex = source === "sitemap_index";
  const heading = t(isIndex ? "entriesOfIndex" : "entriesOfFeed", { count: entries.length });
  const items = entries.map((entry) => h("li", {}, isIndex ? sitemap(entry) : page(entry)));
  const ways = isIndex ? [] : choice(title, items);
  const attributes = {
    "aria-label": heading,
    onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
  };
  const box = h("form.entries.box", attributes, h("h2", {}, heading), h("ol", {}, ...items), ...ways);
  // Nothing to stand behind: another result has come meanwhile.
  document.getElementById("facts")?.after(box);
}

/** What a list of sitemaps lists has to be opened first. @param {Entry} entry */
function sitemap(entry) {
  const open = () => {
    urlField().value = entry.url;
    submitJob({ url: entry.url });
  };
  return h("span", {}, linkButton(nameOf(entry), open), day(entry));
}

/** @param {Entry} entry */
function page(entry) {
  const box = h("input", { type: "checkbox", value: entry.url, checked: true });
  return h("label", {}, box, h("span", {}, h("bdi", {}, nameOf(entry)), day(entry)));
}

/** The buttons below the entries. @param {string} title @param {HTMLElement[]} items */
function choice(title, items) {
  const boxes = items.flatMap((item) => [...item.querySelectorAll("input")]);
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const count = h("button.primary", { type: "button", onclick: () => countTogether(chosen(), title) });
  const all = linkButton("", () => {
    const checked = chosen().length === 0;
    for (const box of boxes) box.checked = checked;
    show();
  });
  const show = () => {
    const { length } = chosen();
    count.disabled = length === 0;
    count.textContent = t("countChosen", { count: length });
    all.textContent = t(length === 0 ? "chooseAll" : "chooseNone");
  };
  for (const box of boxes) box.addEventListener("change", show);
  show();
  return [h("p.entries-ways", {}, count, all)];
}

/** @param {string[]} urls @param {string} title */
function countTogether(urls, title) {
  const [first] = urls;
  if (urls.length === 1) return submitJob({ url: first });
  attempt(async () => {
    urlField().value = "";
    const { submitCollection } = await loadLaterView(() => import("./collection-send.js"));
    submitCollection(urls, [...title].slice(0, TITLE_CHARACTERS).join(""));
  });
}

/** Its title, or what tells its link from the others. @param {Entry} entry */
function nameOf({ title, url }) {
  const { host, pathname, search } = new URL(url);
  return title || (pathname === "/" && !search ? host : decoded(pathname + search));
}

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** @param {Entry} entry */
const day = (entry) => entry.date !== null && h("small", {}, " ", date(entry.date));

/** The start page: other ways to begin, the bookmarklet, and recent results. */

import { announce, byId, h, join, linkButton, urlField } from "../dom.js";
import { loadView } from "../loader.js";
import { language, t } from "../messages.js";
import { bookmarklet } from "../state.js";
import { forgetRecent, recentResults } from "../storage.js";

const upload = () => loadView(() => import("./upload.js"));

/** Files may be dropped anywhere on the page. */
export function takeDrops() {
  const hasFile = (/** @type {DragEvent} */ event) =>
    [...(event.dataTransfer?.items ?? [])].some((item) => item.kind === "file");
  addEventListener("dragover", (event) => hasFile(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    const file = event.dataTransfer?.files[0];
    if (!hasFile(event)) return;
    event.preventDefault();
    if (file) (await upload()).sendFile(file);
  });
}

/** @param {{ openTextForm: () => void, submitSample: (tag: string) => void }} actions */
export function showStart({ openTextForm, submitSample }) {
  const other = language() === "ko" ? "en" : "ko";
  const ways = [
    linkButton(t("pasteText"), openTextForm),
    linkButton(t("chooseFile"), async () => (await upload()).chooseFile()),
    linkButton(t("trySample"), () => submitSample(language())),
    linkButton(t("otherSample"), () => submitSample(other), { lang: other === "ko" && other }),
  ];
  byId("ways").replaceChildren(t("or"), " ", ...join(ways));
  showBookmarklet();
}

function showBookmarklet() {
  // A click here would only reload this page: explain instead.
  const explain = (/** @type {Event} */ event) => {
    event.preventDefault();
    announce(t("bookmarkletHint"));
  };
  const home = new URL("./", location.href).href;
  const link = h("a.box", { href: bookmarklet(home), onclick: explain }, t("bookmarklet"));
  byId("bookmarklet").replaceChildren(link, t("bookmarkletHint"));
}

/** Show or hide the results that this browser has seen. @param {boolean} visible */
export function showRecent(visible) {
  const place = byId("recent");
  const results = recentResults();
  place.hidden = !visible || results.length === 0;
  const items = results.map(({ key, title, words }) =>
    h(
      "li",
      {},
      h("a", { href: `?key=${encodeURIComponent(key)}` }, h("bdi", {}, title)),
      h("span", { dir: "auto" }, words.join(", ")),
    ),
  );
  const forget = () => {
    forgetRecent();
    showRecent(visible);
    urlField().focus();
  };
  place.replaceChildren(h("h2", {}, t("recent")), h("ul", {}, ...items), linkButton(t("forget"), forget));
}

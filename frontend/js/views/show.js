/** To show a result to others: share or copy its link, print it with a code of the link, or present it on a screen. */

import { origin, words } from "../api.js";
import { attempt } from "../app.js";
import { announce, byId, h, linkButton } from "../dom.js";
import { date, number, share, t } from "../messages.js";
import { pageQuery, toQuery } from "../state.js";
import { ratios } from "./chart.js";

/** Words on the screen: as many as are read from the last row of a room. */
const PRESENTED = 10;
/** Milliseconds that printing waits for the code. */
const MAX_WAIT = 2_000;
/** Characters of a link that has a code: more is hard to scan from paper. */
const MAX_CODE = 600;

/** Whether there is room beside the title, as styles/views/result.css keeps it. */
const roomy = matchMedia("(width > 60rem) and (height > 30rem)");

/** What is shown. @type {() => Shown} */
let current;
/** The picture of the last link's code. @type {HTMLImageElement | null} */
let code = null;

/** @param {() => Shown} shown asked whenever something is pressed: the settings may have changed by then */
export function showTools(shown) {
  if (!current) {
    addEventListener("beforeprint", addSheet);
    // The browser's own way to print does not wait: load the code while P is still to be pressed.
    addEventListener("keydown", ({ key }) => /^(Control|Meta)$/.test(key) && isShown() && loadCode());
    addEventListener("afterprint", () => document.querySelector(".show-sheet")?.remove());
    roomy.addEventListener("change", () => place(shownRow()));
    document.documentElement.classList.add("show-root");
    document.body.classList.add("show-page");
  }
  current = shown;
  const button = (/** @type {string} */ text, /** @type {() => void} */ onclick) =>
    h("button.box", { type: "button", onclick }, text);
  shownRow()?.remove();
  const row = h(
    "section.show",
    {},
    h("h2", {}, t("showTitle")),
    "share" in navigator ? button(t("shareLink"), () => attempt(shareLink)) : "",
    copyButton(),
    button(t("print"), () => attempt(printWithCode)),
    button(t("present"), () => attempt(present)),
  );
  place(row);
}

/** Where there is room, beside the title; else below the result. @param {Element | null} row */
function place(row) {
  if (!row) return;
  row.classList.toggle("show-beside", roomy.matches);
  if (roomy.matches) byId("title").before(row);
  else byId("result").after(row);
}

const shownRow = () => document.querySelector(".show");
const isShown = () => shownRow() !== null;

/** The link that shows the same to others. */
const linkOf = (word = "") => {
  const { state, link } = current();
  return new URL(link ?? toQuery({ ...state, word }), location.href).href;
};

/** It says that it has copied until the focus is elsewhere. */
function copyButton() {
  const copy = h("button.box", { type: "button", onclick: () => copyLink(copy) }, t("copyLink"));
  copy.addEventListener("blur", () => {
    copy.textContent = t("copyLink");
  });
  return copy;
}

/** @param {HTMLElement} copy */
async function copyLink(copy) {
  const link = linkOf(current().state.word);
  try {
    await navigator.clipboard.writeText(link);
    copy.textContent = t("copied");
    announce(t("copied"));
  } catch {
    // Without permission for the clipboard, select the link for the reader to copy.
    const field = h("input", { readonly: true, value: link, "aria-label": t("copyLink") });
    if (copy.nextElementSibling?.matches("input")) copy.nextElementSibling.remove();
    copy.after(field);
    field.select();
  }
}

async function shareLink() {
  try {
    await navigator.share({ title: current().title, url: linkOf() });
  } catch (error) {
    // The reader thought better of it.
    if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
  }
}

/** Load the code of the link, unless it has loaded or is loading. */
async function loadCode() {
  const link = linkOf();
  if (link.length > MAX_CODE) return;
  const alt = t("codeOf", { link });
  const src = `${origin()}/api/qr?${new URLSearchParams({ text: link })}`;
  if (code?.alt !== alt || hasFailed(code)) code = h("img", { src, alt });
  // Paper has the link in words, too.
  await code.decode().catch(() => {});
}

const hasFailed = (/** @type {HTMLImageElement} */ picture) => picture.complete && picture.naturalWidth === 0;

async function printWithCode() {
  await Promise.race([loadCode(), new Promise((resolve) => setTimeout(resolve, MAX_WAIT))]);
  print();
}

/** What stands on paper besides the list: where it is from, when it was counted, and the way back to it. */
function addSheet() {
  if (!isShown()) return;
  document.querySelector(".show-sheet")?.remove();
  const { result } = current();
  const link = linkOf();
  const loaded = code?.alt === t("codeOf", { link }) && code.complete && !hasFailed(code) && code;
  const source = result.final_url ?? result.url;
  byId("result").prepend(
    h(
      "div.show-sheet",
      {},
      h(
        "p",
        {},
        h("b", {}, t("name")),
        h("br", {}),
        source ?? "",
        source ? h("br", {}) : "",
        date(result.fetched_at),
        h("br", {}),
        link,
      ),
      loaded,
    ),
  );
}

/** The most frequent words, large; arrow keys go from word to word. */
async function present() {
  const { state, title, result } = current();
  const list = await words(state.key, pageQuery({ ...state, view: "chart", show: PRESENTED }));
  // A browser may not allow it: the page is large enough, too.
  await document.documentElement.requestFullscreen?.().catch(() => {});
  const lengths = ratios(list.items.map((item) => item.count));
  const rows = list.items.map((item, index) => {
    const bar = h("i", {});
    bar.style.setProperty("--ratio", String(lengths[index]));
    const count = h("span", {}, `${number(item.count)} `, h("small", {}, share(item.share)));
    const word = h("b", { lang: result.language, dir: "auto" }, item.word);
    return h("li", {}, h("button", { type: "button", onclick: () => choose(index) }, word, bar, count));
  });
  let chosen = 0;
  const choose = (/** @type {number} */ index) => {
    chosen = Math.min(Math.max(index, 0), rows.length - 1);
    for (const row of rows) row.toggleAttribute("aria-current", row === rows[chosen]);
    rows[chosen]?.querySelector("button")?.focus();
  };
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    const to = {
      ArrowDown: chosen + 1,
      ArrowRight: chosen + 1,
      PageDown: chosen + 1,
      ArrowUp: chosen - 1,
      ArrowLeft: chosen - 1,
      PageUp: chosen - 1,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  };
  const close = linkButton(t("close"), () => dialog.close());
  const head = h("header", {}, h("h2", { lang: result.language }, title), close);
  const dialog = h("dialog.show-present", { "aria-label": title, onkeydown }, head, h("ol", {}, ...rows));
  const onFull = () => document.fullscreenElement ?? dialog.close();
  document.addEventListener("fullscreenchange", onFull);
  dialog.addEventListener("close", () => {
    document.removeEventListener("fullscreenchange", onFull);
    if (document.fullscreenElement) document.exitFullscreen();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  choose(0);
  announce(t("presentHint"));
}

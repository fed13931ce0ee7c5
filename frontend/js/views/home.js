/** Below the link field: recent results, a sample to play with, ways to begin, what is special, and the footer. */

import { attempt, openText, submitJob } from "../app.js";
import { demo } from "../demo.js";
import { announce, byId, h, join, linkButton, urlField } from "../dom.js";
import { limits } from "../limits.js";
import { language, number, t } from "../messages.js";
import { samples } from "../samples.js";
import { bookmarklet } from "../state-later.js";
import { recentResults, store } from "../storage.js";

/** Show it, or show it anew in another language. */
export function showHome() {
  if (byId("home").hidden) return;
  byId("home").replaceChildren(...recent(), sample(), ways(), special(), bookmark(), footer());
}

/** The results that this browser has seen. */
function recent() {
  const results = recentResults();
  if (results.length === 0) return [];
  const items = results.map(({ key, title, words, set }) =>
    h(
      "li",
      {},
      h("a", { href: `?${set ? "set" : "key"}=${encodeURIComponent(key)}` }, h("bdi", {}, title)),
      h("span", { dir: "auto" }, words.join(", ")),
    ),
  );
  const forget = () => {
    store("recent", "");
    showHome();
    urlField().focus();
  };
  const list = h("ul", {}, ...items);
  return [
    h(
      "section.home-recent",
      { id: "recent" },
      h("h2", {}, t("recent")),
      list,
      linkButton(t("forget"), forget),
    ),
  ];
}

/** A word of the sample and its places, as demo.js has them. Pure. @param {string} entry */
export function parseEntry(entry) {
  const [word = "", ...places] = entry.split(" ");
  return { word, places: places.map((place) => place.split("-").map(Number)) };
}

/** The sample's text and its chart, with two switches; a word that is pressed is marked in the text. */
function sample() {
  const tag = language() in samples ? language() : "en";
  const { title, text } = samples[tag] ?? { title: "", text: "" };
  // Places count as the API does, whose blocks are one line break apart.
  const characters = [...text.replace(/\n+/g, "\n")];
  const body = h("div.home-text", { lang: tag, tabindex: 0, role: "region", "aria-label": title });
  const rows = h("div.home-bars", { role: "group", "aria-label": t("demoBars") });
  const stop = h("input", { type: "checkbox", checked: true });
  const group = h("input", { type: "checkbox", checked: true });
  let chosen = "";

  function draw() {
    const setting = `${stop.checked ? "hide" : "show"} ${group.checked ? "forms" : "none"}`;
    const entries = (demo[tag]?.[setting] ?? []).map(parseEntry);
    const open = entries.find(({ word }) => word === chosen) ?? entries[0];
    const longest = Math.max(...entries.map(({ places }) => places.length), 1);
    rows.replaceChildren(...entries.map((entry) => row(entry, longest, entry === open)));
    body.replaceChildren(...marked(characters, open?.places ?? []));
  }

  /** @param {ReturnType<typeof parseEntry>} entry @param {number} longest @param {boolean} isOpen */
  function row({ word, places }, longest, isOpen) {
    const choose = () => {
      chosen = word;
      draw();
      rows
        .querySelector(`[data-word="${CSS.escape(word)}"]`)
        ?.querySelector("button")
        ?.focus();
      announce(t("demoMarked", { word, count: places.length }));
    };
    const bar = h("span.bar", {});
    bar.style.setProperty("--ratio", (places.length / longest).toFixed(4));
    // A press of the button is one of its row, too.
    const button = h(
      "button",
      { type: "button", "aria-pressed": String(isOpen) },
      h("bdi", { lang: tag }, word),
    );
    const count = h("span.home-count", {}, number(places.length));
    return h("div.home-row", { "data-word": word, onclick: choose }, button, h("span", {}, bar, count));
  }

  for (const box of [stop, group]) box.addEventListener("change", draw);
  const whole = () =>
    attempt(async () => {
      urlField().value = "";
      await submitJob({ title, text, language: tag });
    });
  draw();
  const switches = [
    h("label.check", {}, stop, t("check_stop")),
    h("label.check", {}, group, t("check_group")),
    linkButton(t("demoWhole"), whole),
  ];
  return h(
    "section.home-sample.box",
    {},
    h("h2", { lang: tag }, title),
    h("div.home-columns", {}, h("div", {}, rows, h("p.home-switches", {}, ...switches)), body),
  );
}

/** @param {string[]} characters @param {number[][]} places */
function marked(characters, places) {
  /** @type {Child[]} */
  const found = [];
  let at = 0;
  for (const [start = 0, end = 0] of places) {
    found.push(characters.slice(at, start).join(""), h("mark", {}, characters.slice(start, end).join("")));
    at = end;
  }
  return [...found, characters.slice(at).join("")].filter((child) => child !== false);
}

function ways() {
  const field = () => {
    urlField().focus();
    scrollTo({ top: 0 });
  };
  const way = (/** @type {string} */ name, /** @type {() => void} */ go) =>
    h("li.box", {}, h("h3", {}, linkButton(t(`way_${name}`), go)), h("p", {}, t(`way_${name}_hint`)));
  return h(
    "section",
    {},
    h("h2.visually-hidden", {}, t("waysTitle")),
    h(
      "ul.home-ways",
      {},
      way("link", field),
      way("links", field),
      way("text", () => openText()),
    ),
  );
}

const special = () =>
  h(
    "section",
    {},
    h("h2.home-special-title", {}, t("specialTitle")),
    h(
      "ul.home-special",
      {},
      ...["menus", "particles", "languages", "account"].map((name) => h("li", {}, t(`special_${name}`))),
    ),
  );

/** A bookmark that counts the open page; pressed here it would only reload this one, so it says how it works. */
function bookmark() {
  const steps = h("ol", { hidden: true }, ...[1, 2, 3].map((step) => h("li", {}, t(`bookmark_${step}`))));
  const home = new URL("./", location.href).href;
  const explain = (/** @type {Event} */ event) => {
    event.preventDefault();
    steps.hidden = !steps.hidden;
    link.setAttribute("aria-expanded", String(!steps.hidden));
    if (!steps.hidden) announce([...steps.children].map((step) => step.textContent).join(" "));
  };
  const attributes = { href: bookmarklet(home), role: "button", "aria-expanded": "false", onclick: explain };
  const link = h("a.box", attributes, t("bookmarklet"));
  return h("section.home-bookmark", { id: "bookmarklet" }, link, h("p", {}, t("bookmarkletHint")), steps);
}

function footer() {
  const { days, contact, source } = limits();
  const stored = days > 0 ? t("storedFor", { count: days }) : t("storedForEver");
  const address = contact.includes("@") && !contact.includes("/") ? `mailto:${contact}` : contact;
  const links = [
    h("a", { href: `help/${language()}.html#stored` }, t("stored")),
    h("a", { href: `help/${language()}.html` }, t("help")),
    h("a", { href: byId("api-link").getAttribute("href") ?? "" }, t("api")),
    source !== "" && h("a", { href: source, rel: "noreferrer" }, t("source")),
    contact !== "" && h("a", { href: address, rel: "noreferrer" }, t("contact")),
  ];
  return h("footer.home-footer", {}, h("p", {}, stored), h("p", {}, ...join(links)));
}

/** The places of a word in all pages of a collection. */

import { call } from "../api.js";
import { announce, h, linkButton } from "../dom.js";
import { t } from "../messages.js";
import { mark, nameOf } from "./collection-parts.js";

/** Places that are listed. */
const PLACES = 30;

/**
 * Show the opened word's places, or none.
 * @param {HTMLElement} place
 * @param {State} state
 * @param {Member[]} members
 * @param {() => void} close
 */
export async function showPlaces(place, state, members, close) {
  const { key, word, scope, group, code, unit } = state;
  if (!word) return place.replaceChildren();
  const query = new URLSearchParams({ word, scope, group, code, places: "0", limit: String(PLACES) });
  // A word of a card may have another number of words than the list.
  if (unit > 1) query.set("unit", String(unit));
  const { body } = await call(`collections/${encodeURIComponent(key)}/contexts?${query}`);
  const lines = body.items.map((/** @type {PlaceOfMember} */ { left, match, right, member }) =>
    h(
      "li",
      {},
      h("span", { title: nameOf(/** @type {Member} */ (members[member]), members) }, mark(member)),
      h("span", { dir: "auto" }, left, h("mark", {}, match), right),
    ),
  );
  const title = h("h2", {}, h("bdi", {}, word));
  const count = h("p.muted", {}, t("collectionPlaces", { shown: lines.length, total: body.total }));
  const end = linkButton(t("close"), close);
  place.replaceChildren(h("section.box", { "aria-label": word }, title, count, h("ol", {}, ...lines), end));
  announce(`${word}: ${t("collectionPlaces", { shown: lines.length, total: body.total })}`);
}

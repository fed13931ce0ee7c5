/** The API's reference: commands to paste, every call with an answer, and the codes of errors. */

import { h, linkButton } from "../dom.js";

/** The origin that the document's commands have. */
const WRITTEN_ORIGIN = "http://127.0.0.1:5000";
const METHODS = ["get", "post", "delete"];

/**
 * @param {OpenApi} document @param {Messages} messages @param {string} origin of the API
 * @returns {HTMLElement[]}
 */
export function reference(document, messages, origin) {
  const say = (/** @type {string} */ key) => messages[key] ?? key;
  const here = (/** @type {string} */ command) => command.replaceAll(WRITTEN_ORIGIN, origin);
  const commands = document.info["x-quickStart"].map((command, index) =>
    h("li", {}, h("p", {}, say(`step${index + 1}`)), code(here(command), say)),
  );
  const calls = operations(document).map((call) => operation(call, document, messages, here, say));
  return [
    h("h1", {}, say("title")),
    h(
      "p.reference-lead",
      {},
      say("lead"),
      " ",
      h("a", { href: `${origin}/api/openapi.json` }, say("document")),
    ),
    h("h2", {}, say("start")),
    h("ol.reference-steps", {}, ...commands),
    h("h2", {}, say("calls")),
    h("p.muted", {}, ...marked(say("callsHint"))),
    ...calls,
    h("h2", {}, say("failures")),
    h("p.muted", {}, ...marked(say("failuresHint"))),
    codes(messages, "failure_", say),
    h("h2", {}, say("refusals")),
    h("p.muted", {}, ...marked(say("refusalsHint"))),
    codes(messages, "refusal_", say),
  ];
}

/** @param {Messages} messages @param {() => void} retry */
export const failure = (messages, retry) =>
  h("p", {}, messages.noDocument ?? "", " ", linkButton(messages.again ?? "", retry));

/** Every operation of a document, in its order. Pure. @param {OpenApi} document @returns {Call[]} */
export function operations(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const found = /** @type {Operation | undefined} */ (item[method]);
      if (!found) return [];
      const shared = /** @type {Parameter[]} */ (item.parameters ?? []);
      const parameters = [...shared, ...(found.parameters ?? [])];
      return [{ ...found, method: method.toUpperCase(), path, parameters }];
    }),
  );
}

/** The first answer of a call that the document shows, or that has no body. Pure. @param {Call} call */
export function answerOf(call) {
  for (const [status, response] of Object.entries(call.responses)) {
    if (status === "204") return { status, text: "" };
    for (const { example } of Object.values(response.content ?? {})) {
      if (example !== undefined) return { status, text: shown(example) };
    }
  }
  return null;
}

/** @param {unknown} example */
const shown = (example) => (typeof example === "string" ? example : JSON.stringify(example, null, 2));

/**
 * @param {Call} call @param {OpenApi} document @param {Messages} messages
 * @param {(command: string) => string} here @param {(key: string) => string} say
 */
function operation(call, document, messages, here, say) {
  const answer = answerOf(call);
  const commands = (call["x-codeSamples"] ?? []).map(({ source }) => code(here(source), say));
  const parameters = call.parameters.map((parameter) => resolve(document, parameter));
  const bodies = bodiesOf(call, document);
  const details = [
    messages[`call_${call.operationId}`] === undefined && h("p", {}, ...marked(call.description ?? "")),
    parameters.length > 0 && table(parameters, say),
    ...bodies.flatMap(({ type, fields }) => [
      h("h3", {}, `${say("body")} `, h("code", {}, type)),
      table(fields, say),
    ]),
    commands.length > 0 && h("h3", {}, say("call")),
    ...commands,
    answer !== null && h("h3", {}, `${say("answer")} ${answer.status}`),
    answer !== null && (answer.text ? h("pre.box", { tabindex: 0 }, answer.text) : h("p", {}, say("empty"))),
  ];
  const summary = messages[`call_${call.operationId}`] ?? call.summary;
  return h(
    "details.reference-call",
    { id: call.operationId },
    h("summary", {}, h("code", {}, `${call.method} ${call.path}`), h("span", {}, summary)),
    ...details,
  );
}

/**
 * Each body that a call may have, with its type and its members as parameters. Pure.
 * @param {Call} call @param {OpenApi} document
 */
export function bodiesOf(call, document) {
  return Object.entries(call.requestBody?.content ?? {}).flatMap(([type, { schema }]) => {
    const { oneOf, ...alone } = resolve(document, schema);
    return (oneOf ?? [alone]).map((one) => {
      const { properties = {}, required = [] } = resolve(document, one);
      const fields = Object.entries(properties).map(([name, member]) => ({
        ...{ name, schema: member, required: required.includes(name) },
        ...(member.description !== undefined && { description: member.description }),
      }));
      fields.sort((one, other) => Number(other.required) - Number(one.required));
      return { type, fields };
    });
  });
}

/** What a part of the document stands for. Pure. @template {Reference} T @param {OpenApi} document @param {T} part */
function resolve(document, part) {
  const [kind = "", name = ""] = part.$ref?.split("/").slice(-2) ?? [];
  return /** @type {T} */ (document.components[kind]?.[name] ?? part);
}

/** @param {Parameter[]} parameters @param {(key: string) => string} say */
function table(parameters, say) {
  const rows = parameters.map(({ name, required, description, schema }) => {
    const values = schema?.enum?.filter((value) => value !== null).join(" | ") ?? schema?.type ?? "";
    const initial =
      schema?.default === undefined || schema.default === "" ? "" : `${say("initial")} ${schema.default}`;
    const kind = [values, initial, required && say("required")].filter(Boolean).join(" · ");
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, h("code", {}, name)),
      h("td", {}, kind),
      h("td", {}, ...marked(description ?? "")),
    );
  });
  return h("table", {}, h("tbody", {}, ...rows));
}

/** A text whose `names` are code. Pure but for the elements. @param {string} text @returns {Child[]} */
function marked(text) {
  return text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));
}

/** The codes whose messages begin with a prefix. @param {Messages} messages @param {string} prefix @param {(key: string) => string} say */
function codes(messages, prefix, say) {
  const rows = Object.keys(messages)
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const [name, ...status] = key.slice(prefix.length).split("__");
      return h(
        "tr",
        { id: name },
        h("th", { scope: "row" }, h("code", {}, name ?? "")),
        h("td", {}, ...status),
        h("td", {}, ...marked(say(key))),
      );
    });
  return h("table", {}, h("tbody", {}, ...rows));
}

/** A command with a button that copies it. @param {string} text @param {(key: string) => string} say */
function code(text, say) {
  const button = linkButton(say("copy"), async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = say("copied");
  });
  // Only secure pages may write to the clipboard.
  return h(
    "div.reference-code",
    {},
    h("pre.box", { tabindex: 0 }, text),
    Boolean(navigator.clipboard) && button,
  );
}

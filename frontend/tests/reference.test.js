import assert from "node:assert/strict";
import { test } from "node:test";
import { messages as en } from "../js/messages/en-reference.js";
import { messages as ko } from "../js/messages/ko-reference.js";
import { answerOf, bodiesOf, operations } from "../js/views/reference.js";
import { read } from "./files.js";

const view = read("js/views/reference.js") + read("js/reference-page.js");

test("both languages say the same, and Korean what each call does", () => {
  const same = Object.keys(ko).filter((key) => !key.startsWith("call_"));
  assert.deepEqual(same.sort(), Object.keys(en).sort());
  for (const text of [...Object.values(en), ...Object.values(ko)]) assert.notEqual(text.trim(), "");
});

test("every message of the reference is there, and none besides", () => {
  const used = [...view.matchAll(/say\("(\w+)"\)|messages\.(\w+) \?\?/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  assert.ok(used.length > 10);
  for (const key of used) assert.ok(key in en, key);
  const rest = Object.keys(en).filter((key) => !used.includes(key));
  for (const key of rest) assert.match(key, /^(step[123]|failure_|refusal_)/);
});

test("every operation is shown with its parameters and its answer", () => {
  const get = {
    operationId: "getJob",
    summary: "A job.",
    parameters: [{ name: "limit" }],
    responses: { 304: {}, 200: { content: { "application/json": { example: { key: "k" } } } } },
  };
  const document = {
    info: { "x-quickStart": [] },
    components: {},
    paths: { "/api/jobs/{key}": { parameters: [{ name: "key" }], get } },
  };
  const [call, ...others] = operations(document);
  assert.ok(call);
  assert.deepEqual(others, []);
  assert.deepEqual([call.method, call.path], ["GET", "/api/jobs/{key}"]);
  assert.deepEqual(
    call.parameters.map(({ name }) => name),
    ["key", "limit"],
  );
  assert.deepEqual(answerOf(call), { status: "200", text: '{\n  "key": "k"\n}' });
});

test("an answer without a body is shown as one", () => {
  const call = { operationId: "removeJob", summary: "", method: "DELETE", path: "", parameters: [] };
  assert.deepEqual(answerOf({ ...call, responses: { 204: {}, 403: {} } }), { status: "204", text: "" });
});

test("every body of a call is shown with its members", () => {
  const link = { type: "string", description: "The link." };
  const schemas = {
    Any: { oneOf: [{ $ref: "#/components/schemas/Link" }, { $ref: "#/components/schemas/Text" }] },
    Link: { properties: { fresh: { type: "boolean" }, url: link }, required: ["url"] },
    Text: { properties: { text: { type: "string" } } },
  };
  const call = {
    ...{ operationId: "submitJob", summary: "", method: "POST", path: "", parameters: [], responses: {} },
    requestBody: {
      content: {
        "application/json": { schema: { $ref: "#/components/schemas/Any" } },
        "multipart/form-data": { schema: { properties: { file: { type: "string" } } } },
      },
    },
  };
  const document = { info: { "x-quickStart": [] }, components: { schemas }, paths: {} };
  const bodies = bodiesOf(call, document);
  assert.deepEqual(
    bodies.map(({ type, fields }) => [type, ...fields.map(({ name }) => name)]),
    [
      ["application/json", "url", "fresh"],
      ["application/json", "text"],
      ["multipart/form-data", "file"],
    ],
  );
  assert.deepEqual(bodies[0]?.fields[0], {
    name: "url",
    schema: link,
    required: true,
    description: "The link.",
  });
});

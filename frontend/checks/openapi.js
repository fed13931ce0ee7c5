/** Compiles every schema of an OpenAPI document, as its readers' programs do: `node checks/openapi.js FILE`. */

import { readFileSync } from "node:fs";
import process from "node:process";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

// A schema alone has the others as definitions.
const text = readFileSync(process.argv[2] ?? "", "utf8");
const document = JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/"));
const definitions = document.components.schemas;

/** Every schema with its place. @param {unknown} part @param {string} place @returns {[string, object][]} */
function schemas(part, place = "") {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => {
    const here = `${place}/${name}`;
    if (name === "example" || name === "examples") return [];
    if (name === "schema" || place === "/components/schemas") return [[here, inner]];
    return schemas(inner, here);
  });
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
// A CommonJS module, whose types say otherwise.
/** @type {any} */ (formats)(ajv);
ajv.addFormat("binary", true);
ajv.addVocabulary(["example"]);
const found = schemas(document);
for (const [place, schema] of found) {
  try {
    ajv.compile({ $defs: definitions, ...schema });
  } catch (error) {
    console.error(`${place}: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
console.log(`${found.length} schemas compile`);
if (found.length < 100) process.exitCode = 1;

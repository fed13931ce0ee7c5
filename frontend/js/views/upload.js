/** Files from the reader's machine: chosen or dropped, sent and counted. */

import { submitJob } from "../app.js";
import { h, urlField } from "../dom.js";
import { showProblem } from "./problem.js";

/** Have the reader choose a file. */
export function chooseFile() {
  const input = h("input", { type: "file" });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) sendFile(file);
  });
  input.click();
}

/** @param {File} file */
export function sendFile(file) {
  urlField().value = "";
  if (file.size === 0) showProblem("empty_file", {});
  else submitJob({ file });
}

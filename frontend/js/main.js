/** Entry point: loads the messages of the reader's language and the page at the same time, then starts. */

import { chooseLanguage, setLanguage } from "./messages.js";
import { load } from "./storage.js";

const messages = setLanguage(chooseLanguage(load("language"), navigator.languages));
const [{ start }] = await Promise.all([import("./page.js"), messages]);
start();

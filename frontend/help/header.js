/** The choices of language and theme, as on every other page. The help can be read without. */

import { byId } from "../js/dom.js";
import { setLanguage } from "../js/messages.js";
import { showHeader } from "../js/views/header.js";

await setLanguage(document.documentElement.lang);
showHeader(async (tag) => location.assign(`${tag}.html`));
byId("theme").hidden = false;

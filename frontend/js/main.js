/** Entry point: loads the messages and the page at the same time. */

import { setLanguage } from "./messages.js";

// first.js has chosen it.
const loadMessages = () => setLanguage(document.documentElement.lang);
const loadPage = () => import("./page.js");
// Twice, for a connection that was lost: nothing is visible before.
const [{ start }] = await Promise.all([loadPage().catch(loadPage), loadMessages().catch(loadMessages)]);
start();

/** Entry point: loads the messages and the page at the same time. */

import { chooseLanguage, setLanguage } from "./messages.js";
import { load } from "./storage.js";

const loadMessages = () => setLanguage(chooseLanguage(load("language"), navigator.languages));
const loadPage = () => import("./page.js");
// Twice, for a connection that was lost: nothing is visible before.
const [{ start }] = await Promise.all([loadPage().catch(loadPage), loadMessages().catch(loadMessages)]);
start();

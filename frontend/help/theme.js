/* The theme that the reader has chosen on the page itself. */

try {
  document.documentElement.dataset.theme = localStorage.getItem("pagewords-theme") ?? "";
} catch {
  // Storage is off: the system's theme stands.
}

/* Before any module: language and theme of the first paint, and a way on if a part of the page does not come. */

(() => {
  const root = document.documentElement;
  const stored = (/** @type {string} */ name) => {
    try {
      return localStorage.getItem(`pagewords-${name}`) ?? "";
    } catch {
      return "";
    }
  };
  const tags = [stored("language"), ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  root.lang = tags.find((tag) => /en|ko/.test(tag)) ?? "en";
  root.dataset.theme = stored("theme");
  // A result has no headline.
  const opens = /[?&](key|set)=/.test(location.search);
  root.classList.toggle("opening", opens);

  // What modules ask for only when they run.
  const views = opens ? ["result", "chart", "facts", "settings"].map((name) => `views/${name}`) : [];
  for (const name of [`messages/${root.lang}`, ...views]) {
    const link = { rel: "modulepreload", href: `js/${name}.js` };
    document.head.append(Object.assign(document.createElement("link"), link));
  }

  const tell = () => {
    const note = document.getElementById("missing");
    if (!note) return addEventListener("DOMContentLoaded", tell);
    note.hidden = false;
    note.lastElementChild?.addEventListener("click", () => location.reload());
  };
  // Preloads are tried again; views tell of their own files.
  const isNeeded = (/** @type {EventTarget | null} */ target) =>
    target instanceof Element ? target.matches("script, [href^=styles]") : !root.querySelector(".ready");
  addEventListener("error", ({ target }) => isNeeded(target) && tell(), true);
  addEventListener("unhandledrejection", ({ target }) => isNeeded(target) && tell());
})();

/**
 * The script of the desk's cases: keys to move, open, answer and search, and words that survive a reload in this
 * browser. Without it every page works by its links and forms.
 */

/** The policy of the pages that run it: a script of our own, which asks nobody. */
export const DESK_SCRIPT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; " +
  "img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Plain browser code as text, since it runs in the browser. */
export const DESK_SCRIPT = `
(() => {
  "use strict";
  const lines = [...document.querySelectorAll(".queue > li")];
  const words = document.querySelector("[data-draft]");
  let at = -1;
  const go = (step) => {
    if (lines.length === 0) return;
    lines[at]?.removeAttribute("aria-current");
    at = Math.min(lines.length - 1, Math.max(0, at + step));
    lines[at].setAttribute("aria-current", "true");
    lines[at].querySelector("a.name")?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, button")) return;
    const open = (hash) => {
      const link = lines[at]?.querySelector("a.name");
      if (link) location.href = link.href + hash;
    };
    const acts = {
      "/": () => document.getElementById("number")?.focus(),
      j: () => go(1),
      k: () => go(-1),
      r: () => words ? words.focus() : open("#answer"),
      e: () => lines[at]?.querySelector("form")?.requestSubmit(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  if (!words) return;
  const key = "draft " + location.pathname;
  const kept = sessionStorage.getItem(key);
  if (kept && words.value === "") words.value = kept;
  words.addEventListener("input", () => sessionStorage.setItem(key, words.value));
  words.form.addEventListener("submit", () => sessionStorage.removeItem(key));
})();
`.trim();

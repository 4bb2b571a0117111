/**
 * The script of the customer's pages: asks from time to time whether the open page has changed, and replaces its
 * content.
 */

/**
 * Plain browser code as text, since it runs in the browser. It sends its version, so that an unchanged page is not
 * sent again; it waits longer after each unchanged answer, pauses in a hidden tab, and never replaces a field that
 * has the cursor.
 */
export const LIVE_SCRIPT = `
(() => {
  "use strict";
  const FIRST_MS = 15000, MOST_MS = 300000;
  let wait = FIRST_MS, timer = 0;
  const meta = document.querySelector('meta[name="version"]');
  if (!meta) return;
  const later = () => { clearTimeout(timer); timer = setTimeout(ask, wait * (0.9 + Math.random() / 5)); };
  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { "If-None-Match": meta.content }, cache: "no-store" });
      if (answer.status === 200) { show(await answer.text()); wait = FIRST_MS; }
      else if (answer.status === 304) wait = Math.min(MOST_MS, wait * 1.6);
      else if (answer.status === 404) return;
      else wait = Math.min(MOST_MS, wait * 2);
    } catch { wait = Math.min(MOST_MS, wait * 2); }
    later();
  }
  function show(html) {
    const next = new DOMParser().parseFromString(html, "text/html");
    const main = next.querySelector("main"), version = next.querySelector('meta[name="version"]');
    if (!main || !version || document.querySelector("main :focus:not(a)")) return;
    const open = [...document.querySelectorAll("details")].map((one) => one.open);
    meta.content = version.content;
    document.title = next.title;
    // The chat stays as it is, with what is being typed there: it has a script of its own.
    const chat = document.querySelector("#chat form"), fresh = main.querySelector("#chat");
    if (chat && fresh) fresh.replaceWith(document.getElementById("chat"));
    document.querySelector("main").replaceWith(main);
    main.classList.add("fresh");
    document.querySelectorAll("details").forEach((one, index) => { one.open = open[index] === true; });
    const told = document.querySelector("[data-told]");
    if (told) told.textContent = told.dataset.told;
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { wait = FIRST_MS; ask(); } });
  later();
})();
`.trim();

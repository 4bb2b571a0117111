/**
 * The script of the desk: keys to move, open, answer, search and read of these keys, and words that survive a reload in
 * this browser. Without it every page works by its links and forms.
 */

/** The policy of the desk's pages: a script of our own, which asks nobody, and mails in frames. */
export const DESK_SCRIPT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; " +
  "img-src 'self' https: data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The policy of a case's page, whose script asks the desk itself for what is new. */
export const LIVE_DESK_POLICY = DESK_SCRIPT_POLICY.replace("script-src", "connect-src 'self'; script-src");

/** Plain browser code as text, since it runs in the browser. */
export const DESK_SCRIPT = `
(() => {
  "use strict";
  const lines = [...document.querySelectorAll(".queue > li, .queued")];
  const words = document.querySelector("[data-draft]");
  let at = lines.findIndex((line) => line.hasAttribute("aria-current"));
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
      r: () => {
        const first = document.getElementById("write-words");
        if (first) first.closest("details").open = true;
        if (words || first) (words || first).focus();
        else open("#answer");
      },
      "?": () => {
        const keys = document.getElementById("keys");
        keys.open = !keys.open;
        if (keys.open) keys.querySelector("summary").focus();
      },
      e: () => lines[at]?.querySelector("form")?.requestSubmit(),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  const live = document.querySelector("[data-live]");
  if (live) listen(live.dataset, live.querySelector("ol"), live.querySelector("ul"));
  // Shows what is said meanwhile; what is being typed stays as it is.
  function listen(data, thread, presence) {
    const IDLE_MS = 1800000, HERE_MS = 60000, WRITING_MS = 4000, AGAIN_MS = 5000;
    const title = document.title, token = document.querySelector("[data-case-token]");
    const newest = document.querySelector("input[name=newest_answer]");
    let source = null, active = Date.now(), said = 0;
    const ask = () => {
      if (source || Date.now() - active > IDLE_MS) return;
      source = new EventSource(data.live + "/events?after=" + encodeURIComponent(data.version));
      source.addEventListener("case", (event) => {
        data.version = event.lastEventId;
        show(JSON.parse(event.data));
      });
      source.addEventListener("error", () => {
        if (source && source.readyState === EventSource.CLOSED) { rest(); setTimeout(ask, AGAIN_MS); }
      });
    };
    const rest = () => { if (source) source.close(); source = null; };
    const show = (told) => {
      const next = [...new DOMParser().parseFromString("<ol>" + told.html + "</ol>", "text/html").querySelector("ol").children];
      const is_new = next.length > thread.children.length;
      next.forEach((line, index) => {
        const old = thread.children[index];
        if (!old) thread.append(line);
        else if (old.outerHTML !== line.outerHTML) old.replaceWith(line);
      });
      presence.replaceChildren(...told.presence.map((text) => {
        const line = document.createElement("li");
        line.textContent = text;
        return line;
      }));
      presence.hidden = told.presence.length === 0;
      if (newest) newest.value = told.newest_answer;
      if (!is_new) return;
      active = Date.now();
      if (document.hidden) document.title = "● " + title;
    };
    const here = (is_writing) => {
      if (!token) return;
      const body = new URLSearchParams({ form: token.value, writing: is_writing ? "yes" : "" });
      fetch(data.live + "/here", { method: "POST", body }).catch(() => {});
    };
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return;
      active = Date.now();
      document.title = title;
      ask();
      here(false);
    });
    setInterval(() => {
      if (Date.now() - active > IDLE_MS) rest();
      else if (!document.hidden) here(false);
    }, HERE_MS);
    if (words) {
      words.addEventListener("input", () => {
        active = Date.now();
        ask();
        if (active - said > WRITING_MS && words.value !== "") { said = active; here(true); }
      });
    }
    ask();
    if (!document.hidden) here(false);
  }
  if (!words) return;
  const key = "draft " + location.pathname;
  const kept = sessionStorage.getItem(key);
  if (kept && words.value === "") words.value = kept;
  words.addEventListener("input", () => sessionStorage.setItem(key, words.value));
  words.form.addEventListener("submit", () => sessionStorage.removeItem(key));
})();
`.trim();

/** The part of the order page's script that makes its chat live. Without it the form posts and the page shows the answers when it is loaded again. */

/**
 * Plain browser code as text, since it runs in the browser. It listens while the page is open and something was said
 * within a quarter of an hour, adds lines rather than replacing them, and says what the reader has seen.
 */
export const CHAT_SCRIPT = `
(() => {
  "use strict";
  const IDLE_MS = 900000, HERE_MS = 60000, WRITING_MS = 4000, AGAIN_MS = 5000;
  const chat = document.getElementById("chat");
  const form = chat && chat.querySelector("form");
  if (!form) return;
  const words = form.elements.words, log = chat.querySelector("[role=log]"), list = log.querySelector("ol");
  const writing = chat.querySelector("[data-writing]"), fault = chat.querySelector("[role=alert]");
  const data = chat.dataset, path = data.path, title = document.title;
  let source = null, active = Date.now(), said = 0, is_sending = false;
  function listen() {
    if (source || data.version === "" || Date.now() - active > IDLE_MS) return;
    source = new EventSource(path + "/events?after=" + encodeURIComponent(data.version));
    source.addEventListener("chat", (event) => show(JSON.parse(event.data), event.lastEventId));
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) { rest(); setTimeout(listen, AGAIN_MS); }
    });
  }
  function rest() { if (source) source.close(); source = null; }
  function show(told, version) {
    const before = data.answered;
    data.version = version;
    data.answered = String(told.answered_at);
    const next = [...new DOMParser().parseFromString("<ol>" + told.html + "</ol>", "text/html").querySelector("ol").children];
    const is_new = next.length !== list.children.length;
    next.forEach((line, index) => {
      const old = list.children[index];
      if (!old) list.append(line);
      else if (old.outerHTML !== line.outerHTML) old.replaceWith(line);
    });
    while (list.children.length > next.length) list.lastChild.remove();
    log.hidden = list.children.length === 0;
    writing.textContent = told.writing;
    writing.hidden = told.writing === "";
    if (is_new) { log.scrollTop = log.scrollHeight; active = Date.now(); }
    if (data.answered === before) return;
    if (document.hidden) document.title = "● " + title;
    else here(false);
  }
  function here(is_writing) {
    if (data.version === "") return;
    const body = new URLSearchParams({ form: form.elements.form.value, seen: data.answered, writing: is_writing ? "yes" : "" });
    fetch(path + "/here", { method: "POST", body }).catch(() => {});
  }
  function complain(text) { fault.textContent = text; fault.hidden = text === ""; }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (is_sending || words.value.trim() === "") return;
    is_sending = true;
    complain("");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { accept: "application/json" } });
      if (answer.redirected) { location.href = answer.url; return; }
      const told = await answer.json();
      if (told.form) form.elements.form.value = told.form;
      if (answer.ok) { words.value = ""; active = Date.now(); show(told, told.version); rest(); listen(); }
      else complain(told.error || data.failed);
    } catch { complain(data.failed); }
    is_sending = false;
  });
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !matchMedia("(pointer:fine)").matches) return;
    event.preventDefault();
    form.requestSubmit();
  });
  words.addEventListener("input", () => {
    active = Date.now();
    listen();
    if (active - said > WRITING_MS && words.value !== "") { said = active; here(true); }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    active = Date.now();
    document.title = title;
    listen();
    here(false);
  });
  setInterval(() => {
    if (Date.now() - active > IDLE_MS) rest();
    else if (!document.hidden) here(false);
  }, HERE_MS);
  log.scrollTop = log.scrollHeight;
  listen();
  if (!document.hidden) here(false);
})();
`.trim();

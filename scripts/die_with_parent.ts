/** Preloaded into the development server: when the task that started it is killed, it stops too and frees its port. */
const parent = Deno.ppid;
const watch = setInterval(() => {
  if (Deno.ppid === parent) return;
  clearInterval(watch);
  Deno.kill(Deno.pid, "SIGINT");
}, 250);
Deno.unrefTimer(watch);

/**
 * Serves the Worker as one process that can be killed, on a port, with its data in a folder. `deno run -A
 * bench/serve.ts SCRIPT FOLDER PORT`
 */
import { start } from "./miniflare.ts";

const [script, persist, port] = Deno.args;
await start({ script: script!, persist: persist!, port: Number(port), consumers: true });
console.log("serving");

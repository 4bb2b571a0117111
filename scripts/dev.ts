/**
 * `deno task dev`: prepares what a development Worker needs, serves it, and runs the cron each minute, until Ctrl-C.
 */
import { readConfig } from "../src/config.ts";
import { argumentsOf } from "./command_line.ts";
import { prepare } from "./dev/prepare.mjs";
import { forgetDev, rememberDev } from "./dev/running.ts";
import { readDevVars } from "./dev_vars.ts";

const USAGE = `deno task dev
PORT=8788 deno task dev    serves at another port than 8787

Makes .dev.vars, the local tables and the shop \`demo\`, serves the Worker, and fires the cron each minute, which
\`wrangler dev\` alone does not. Ctrl-C stops; the data stays in .wrangler/.`;

argumentsOf({ name: "deno task dev", usage: USAGE, options: {} }, Deno.args);

const PORT = Number(Deno.env.get("PORT") ?? 8787);
const BASE = `http://localhost:${PORT}`;
/** The crons of wrangler.toml; here each may run more often. */
const CRONS = ["* * * * *", "*/2 * * * *", "*/30 * * * *"];
const SERVING_WITHIN_S = 60;

Deno.env.set("WRANGLER_SEND_METRICS", "false");
Deno.env.set("CLOUDFLARE_CF_FETCH_ENABLED", "false"); // Nothing is fetched for request.cf, which is not used.
Deno.env.set("CI", "true"); // wrangler asks no questions

if (!Number.isInteger(PORT) || PORT < 1 || PORT > 65_535) {
  refuse(`PORT must be a port: got ${Deno.env.get("PORT")}`);
}
if (!await becomesFree(PORT)) refuse(`Port ${PORT} is taken. Another one: PORT=${PORT + 1} deno task dev`);
const vars = devVars();
try {
  readConfig({ ...vars, PUBLIC_URL: BASE });
} catch (error) {
  refuse(`${(error as Error).message}. See .dev.vars and .dev.vars.example`);
}
await prepare();

const server = serve();
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => {
    if (stopping) return;
    stopping = true;
    server.kill("SIGINT");
  });
}

if (await serving()) {
  await rememberDev(BASE);
  welcome();
  await tick();
  const minute = setInterval(tick, 60_000);
  const { code } = await server.status;
  clearInterval(minute);
  await forgetDev();
  Deno.exit(stopping ? 0 : code);
}
const { code } = await server.status;
Deno.exit(stopping ? 0 : code || 1);

function serve(): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--preload",
      "scripts/die_with_parent.ts",
      "npm:wrangler",
      "dev",
      "--port",
      String(PORT),
      "--var",
      `PUBLIC_URL:${BASE}`,
      "--log-level",
      "error",
      "--show-interactive-dev-session=false",
    ],
    stdin: "null",
  }).spawn();
}

async function serving(): Promise<boolean> {
  const until = Date.now() + SERVING_WITHIN_S * 1_000;
  let ended = false;
  server.status.then(() => ended = true);
  while (Date.now() < until && !stopping && !ended) {
    try {
      const answer = await fetch(`${BASE}/healthz`);
      // Ignores the status: undelivered mails from yesterday make it 503, and this run's cron sends them.
      const { database } = await answer.json() as { readonly database: string };
      if (database === "ok") return true;
    } catch {
      // Not listening yet: tries again until the time limit, then reports it.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  if (!stopping && !ended) {
    console.error(`Cannot reach ${BASE} within ${SERVING_WITHIN_S} s`);
    server.kill("SIGINT");
  }
  return false;
}

/** Runs every cron, since wrangler dev runs none itself. */
async function tick(): Promise<void> {
  for (const cron of CRONS) {
    try {
      const answer = await fetch(
        `${BASE}/cdn-cgi/local/scheduled?cron=${encodeURIComponent(cron)}&format=json`,
      );
      await answer.body?.cancel();
      if (!answer.ok) console.error(`The cron tick answered ${answer.status}`);
    } catch (error) {
      if (!stopping) console.error(`The cron tick failed: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function welcome(): void {
  console.log(`
  Waybill is running.

    Webhooks      ${BASE}/hooks/demo/standard   and   ${BASE}/hooks/demo/shopify
    Secret        DEMO_WEBHOOK_SECRET in .dev.vars
    Dev mailbox   ${BASE}/dev/mail
    Desk          ${BASE}/admin/demo   with the token ${vars["DEMO_API_TOKEN"]}

  Next: \`deno task demo\` in a second terminal plays one order's life and prints its links.
  Ctrl-C stops; the data stays.
`);
}

/** Waits for the port: a run that was just killed takes a second or two to free it. */
async function becomesFree(port: number): Promise<boolean> {
  for (let tries = 0; tries < 25; tries++) {
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return true;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

function devVars(): Record<string, string> {
  try {
    return readDevVars();
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function refuse(message: string): never {
  console.error(message);
  Deno.exit(1);
}

/** The Worker's handlers: one line for each. */
import { env } from "cloudflare:workers";
import { type Env, readConfig } from "./config.ts";
import { tick } from "./doors/cron.ts";
import { receiveBatch } from "./doors/queue.ts";
import { web } from "./doors/web.ts";

// Checked at the start rather than at the first request: a Worker whose secrets are missing or empty does not run.
readConfig(env);

export default { fetch: web.fetch, queue: receiveBatch, scheduled: tick, email };

/** Loads what reads mail with the first one: most isolates receive none. */
async function email(message: ForwardableEmailMessage, ofWorker: Env): Promise<void> {
  const { receiveMail } = await import("./doors/inbound_mail.ts");
  return await receiveMail(message, ofWorker);
}

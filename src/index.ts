/** The Worker: one line for each way in. */
import { env } from "cloudflare:workers";
import { readConfig } from "./config.ts";
import { tick } from "./doors/cron.ts";
import { receiveMail } from "./doors/inbound_mail.ts";
import { receiveBatch } from "./doors/queue.ts";
import { web } from "./doors/web.ts";

// Refused at start rather than at the first customer: a Worker whose secrets are missing or empty does not run.
readConfig(env);

export default { fetch: web.fetch, queue: receiveBatch, scheduled: tick, email: receiveMail };

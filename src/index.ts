/** The Worker's handlers: one line for each. */
import { env } from "cloudflare:workers";
import { type Env, readConfig } from "./config.ts";
import { tick } from "./doors/cron.ts";
import { receiveBatch } from "./doors/queue.ts";
import { web } from "./doors/web.ts";

// Checked at the start rather than at the first request: a Worker whose secrets are missing or empty does not run.
readConfig(env);

export default { fetch, queue: receiveBatch, scheduled: tick, email };

/** Loads the desk with the first of its pages: most isolates serve webhooks and customers. */
async function fetch(request: Request, ofWorker: Env, context: ExecutionContext): Promise<Response> {
  if (!isDesk(new URL(request.url).pathname)) return await web.fetch(request, ofWorker, context);
  const { deskWeb } = await import("./doors/desk_web.ts");
  return await deskWeb.fetch(request, ofWorker, context);
}

function isDesk(path: string): boolean {
  return path === "/admin" || path.startsWith("/admin/");
}

/** Loads what reads mail with the first one: most isolates receive none. */
async function email(message: ForwardableEmailMessage, ofWorker: Env): Promise<void> {
  const { receiveMail } = await import("./doors/inbound_mail.ts");
  return await receiveMail(message, ofWorker);
}

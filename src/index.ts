/** The Worker's handlers: one line for each. */
import { env } from "cloudflare:workers";
import { type Env, readConfig } from "./config.ts";
import { tick } from "./doors/cron.ts";
import { receiveBatch } from "./doors/queue.ts";
import { web } from "./doors/web.ts";

// Checked at the start rather than at the first request: a Worker whose secrets are missing or empty does not run.
readConfig(env);

export default { fetch, queue: receiveBatch, scheduled: tick, email };

/** Loads the desk and the API with the first request to each: most isolates serve webhooks and customers. */
async function fetch(request: Request, ofWorker: Env, context: ExecutionContext): Promise<Response> {
  const path = new URL(request.url).pathname;
  if (isBelow(path, "/admin")) {
    const { deskWeb } = await import("./doors/desk_web.ts");
    return await deskWeb.fetch(request, ofWorker, context);
  }
  if (isBelow(path, "/api")) {
    const { apiWeb } = await import("./doors/api_web.tsx");
    return await apiWeb.fetch(request, ofWorker, context);
  }
  return await web.fetch(request, ofWorker, context);
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Loads what reads mail with the first one: most isolates receive none. */
async function email(message: ForwardableEmailMessage, ofWorker: Env): Promise<void> {
  const { receiveMail } = await import("./doors/inbound_mail.ts");
  return await receiveMail(message, ofWorker);
}

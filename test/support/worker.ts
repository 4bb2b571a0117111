/** The Worker as tests run it: it takes from the queues what its own file sent. */
import worker from "../../src/index.ts";
import { workerEnv } from "./cells_in_use.ts";
import { consumeOwn, waitedFor } from "./left_running.ts";

export default {
  fetch: (request: Request, env: Cloudflare.Env, context: ExecutionContext) =>
    worker.fetch(request, workerEnv(env), waitedFor(context)),
  queue: (batch: MessageBatch, env: Cloudflare.Env) =>
    consumeOwn(batch, (own) => worker.queue(own, workerEnv(env))),
  scheduled: (controller: ScheduledController, env: Cloudflare.Env) =>
    worker.scheduled(controller, workerEnv(env)),
  email: (message: ForwardableEmailMessage, env: Cloudflare.Env) => worker.email(message, workerEnv(env)),
};

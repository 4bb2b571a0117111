/** The Worker as tests run it: it takes from the queues what its own file sent. */
import worker from "../../src/index.ts";
import { consumeOwn } from "./queued_before.ts";

export default {
  ...worker,
  queue: (batch: MessageBatch, env: Cloudflare.Env) => consumeOwn(batch, (own) => worker.queue(own, env)),
};

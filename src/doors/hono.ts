/** The Hono environment of every door: the bindings of a request. */
import type { Env } from "../config.ts";

/** The Hono environment of every door. */
export interface WaybillHono {
  readonly Bindings: Env;
  readonly Variables: {
    /** Content-Security-Policy of a page that needs more than the general policy. */
    policy?: string;
  };
}

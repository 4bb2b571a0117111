/** The Hono environment of every door: the bindings that a request brings. */
import type { Env } from "../config.ts";

/** The Hono environment of every door. */
export interface WaybillHono {
  readonly Bindings: Env;
  readonly Variables: {
    /** A page's own Content-Security-Policy, where that of every page is not enough. */
    policy?: string;
  };
}

import config from "./vitest.config.ts";

/** What `deno task outage` and `deno task drill` run: minutes of simulated days, and no part of the tests. */
export default { ...config, test: { ...config.test, include: ["test/rehearsals/*.ts"] } };

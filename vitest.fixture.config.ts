import config from "./vitest.config.ts";

/** What `deno task fixture` runs: it prints the fixture of an upgrade and is no test. */
export default { ...config, test: { ...config.test, include: ["test/upgrade/make_fixture.ts"] } };

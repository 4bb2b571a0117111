/** What a test finds in `env`: the Worker's own bindings and what vitest.config.ts adds. */
declare namespace Cloudflare {
  interface Env extends Omit<import("../../src/config.ts").Env, never> {
    readonly SECOND_CELL: D1Database;
    readonly DEMO_WEBHOOK_SECRET: string;
    readonly MIGRATIONS: import("cloudflare:test").D1Migration[];
  }
  interface GlobalProps {
    mainModule: typeof import("../../src/index.ts");
  }
}

interface ImportMeta {
  glob(
    patterns: string | string[],
    options: { query?: string; import?: string; eager: true },
  ): Record<string, unknown>;
}

/** A test file once more, and what puts it into another installation: a module of its own for each name. */
declare module "*?in-two-cells";
declare module "*?in-archive";
declare module "*?routes";
declare module "*?erasure";
declare module "*?in-second-cell";
declare module "*?entry";
declare module "*?nearest";

/** A file's text, as Vite gives it. */
declare module "*?raw" {
  const text: string;
  export default text;
}

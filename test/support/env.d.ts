/** What a test finds in `env`: the Worker's own bindings and what vitest.config.ts adds. */
declare namespace Cloudflare {
  interface Env extends Omit<import("../../src/config.ts").Env, never> {
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

/** A file's text, as Vite gives it. */
declare module "*?raw" {
  const text: string;
  export default text;
}

/** Imported before every renderer, since libraries ask once, while they are loaded, where they run. */

// React leaves its development checks out.
Deno.env.set("NODE_ENV", "production");
// Prism, which react-email brings for code, would take every message to a worker for its own.
Object.assign(globalThis, { Prism: { disableWorkerMessageHandler: true } });

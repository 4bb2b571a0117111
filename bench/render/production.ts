/** Sets the environment before every renderer is imported, since libraries read it only while loading. */

// Makes React leave out its development checks.
Deno.env.set("NODE_ENV", "production");
// Prism, which react-email uses for code, would otherwise treat every message to a worker as its own.
Object.assign(globalThis, { Prism: { disableWorkerMessageHandler: true } });

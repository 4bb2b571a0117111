/** `deno task conformance PART [options]`: what Waybill writes and reads, put before independent readers. */
const PARTS: Readonly<Record<string, string>> = {
  bounces: "./conformance/bounces.ts",
  headers: "./conformance/headers.ts",
  replies: "./conformance/replies.ts",
  samples: "./conformance/samples.ts",
  spam: "./conformance/spam.ts",
};

const [part = "headers", ...options] = Deno.args;
if (!(part in PARTS)) {
  console.error(`There is no part ${part}: ${Object.keys(PARTS).join(", ")}`);
  Deno.exit(2);
}
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", new URL(PARTS[part]!, import.meta.url).pathname, ...options],
}).spawn().status;
Deno.exit(code);

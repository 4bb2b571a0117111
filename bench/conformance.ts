/** `deno task conformance PART [options]`: checks what Waybill writes and reads with independent readers. */
const PARTS: Readonly<Record<string, string>> = {
  bounces: "./conformance/bounces.ts",
  headers: "./conformance/headers.ts",
  replies: "./conformance/replies.ts",
  samples: "./conformance/samples.ts",
  spam: "./conformance/spam.ts",
};

const USAGE = `deno task conformance [${Object.keys(PARTS).join("|")}] [OPTIONS OF THE PART]

Puts what Waybill writes and reads before independent readers.

  bounces FOLDER [--json]     a folder of bounce mails with labels: recognised, recipient, hard or soft
  headers [--count N]         hostile values through each header field of a mail
  samples FOLDER              real webhooks, one folder a sender, read by their sources; each must add up
  spam [--install]            every kind of mail before rspamd and SpamAssassin`;

const [part = "headers", ...options] = Deno.args;
if (Deno.args.includes("--help") || Deno.args.includes("-h")) {
  console.log(USAGE);
  Deno.exit(0);
}
if (!(part in PARTS)) {
  console.error(`There is no part ${part}: ${Object.keys(PARTS).join(", ")}`);
  Deno.exit(2);
}
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", new URL(PARTS[part]!, import.meta.url).pathname, ...options],
}).spawn().status;
Deno.exit(code);

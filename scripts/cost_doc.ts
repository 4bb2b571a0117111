/** Writes docs/cost.md: what storing and processing cost by counts and list prices, and beside it what sending costs. */
import { CHANNELS } from "../src/channels/table.ts";
import counts from "./cost/counts.json" with { type: "json" };
import { PLATFORM, SENDING } from "./cost/prices.ts";

type Price = (typeof PLATFORM)[keyof typeof PLATFORM];

const per_mail = (count: number) => count / counts.mails;
/** Each mail is a queue message of its own: one invocation; each webhook is one as well. */
const REQUESTS = counts.webhooks + counts.queue_sends;
/** Bounds of what was measured of a webhook and of a mail that is written, in ms (`deno task bench order`, `latency`). */
const CPU_MS_A_REQUEST = 10;
/** A queue message is one write, one read and one deletion. */
const QUEUE_OPERATIONS = 3;
const COPY_BYTES = 40_000;
const GB = 1e9;

const PROCESSING: readonly (readonly [what: string, count: number, price: Price])[] = [
  ["requests and queue batches", REQUESTS, PLATFORM.worker_request],
  ["CPU, at most 10 ms each", REQUESTS * CPU_MS_A_REQUEST, PLATFORM.cpu_ms],
  ["rows written", counts.rows_written, PLATFORM.row_written],
  ["rows read", counts.rows_read, PLATFORM.row_read],
  ["queue operations", counts.queue_sends * QUEUE_OPERATIONS, PLATFORM.queue_operation],
  ["copies of mails written", counts.copies, PLATFORM.r2_write],
];
const STORAGE: readonly (readonly [what: string, bytes: number, price: Price])[] = [
  ["order, events and ledger in D1", counts.d1_bytes, PLATFORM.d1_gb_month],
  ["copies of mails in R2, 40 KB each", counts.copies * COPY_BYTES, PLATFORM.r2_gb_month],
];

const usd = (value: number) => value < 0.01 ? value.toFixed(4) : value.toFixed(3);
const processing = PROCESSING.map(([what, count, price]) => {
  const of_mails = per_mail(count) * 1_000;
  return { what, of_mails, says: price.says, usd: of_mails * price.usd };
});
const storage = STORAGE.map(([what, bytes, price]) => {
  const of_mails = per_mail(bytes) * 1_000;
  return { what, mb: of_mails / 1e6, says: price.says, usd: of_mails / GB * price.usd };
});
const sum = (lines: readonly { readonly usd: number }[]) => lines.reduce((all, line) => all + line.usd, 0);
const mail_channels = Object.keys(CHANNELS).filter((name) => name in SENDING);

export const costDoc = `# What it costs

Made by \`deno task docs\` from counts and list prices. The counts are those of an order's life of ${counts.webhooks} webhooks and ${counts.mails} mails, which \`deno task bench order\` takes and
holds to \`scripts/cost/counts.json\`; the prices are in \`scripts/cost/prices.ts\`. US dollars, November 2026, without the monthly free amounts and without the $5 of Workers Paid.

Three things are paid for, to different people and by different measures. They are never added up here.

## Processing: once, for each 1,000 mails

| what | how many | list price | USD |
|---|---|---|---|
${
  processing.map((line) =>
    `| ${line.what} | ${Math.round(line.of_mails).toLocaleString("en")} | ${line.says} | ${usd(line.usd)} |`
  ).join("\n")
}
| **all of it** | | | **${usd(sum(processing))}** |

## Storage: each month, for each 1,000 mails that are kept

| what | MB | list price | USD a month |
|---|---|---|---|
${
  storage.map((line) => `| ${line.what} | ${line.mb.toFixed(1)} | ${line.says} | ${usd(line.usd)} |`).join(
    "\n",
  )
}
| **all of it** | | | **${usd(sum(storage))}** |

\`retention_days\` ends it. A copy is taken as 40 KB; \`deno task mails --check\` prints the sizes of each kind.

## Sending: to the provider, for each 1,000 mails

| channel | USD | published at |
|---|---|---|
${
  mail_channels.map((name) => `| \`${name}\` | ${SENDING[name]!.usd} | <${SENDING[name]!.source}> |`).join(
    "\n",
  )
}

Text messages are priced by country and sender: <https://www.twilio.com/en-us/sms/pricing>.
`;

/** CPU of an invoice's PDF: of the first in an isolate, which loads pdfkit and the fonts, and of each further one. */
import process from "node:process";
import * as v from "valibot";
import { mailView } from "../src/mail/content/mail_content.ts";
import type { attachmentsFor } from "../src/mail/mime/attachments.ts";
import { invoiceAbout } from "../src/orders/plan/payments.ts";
import { ShopSettings } from "../src/orders/shop.ts";
import type { Figure } from "./bench.ts";
import { samplesFor } from "./mails/samples.ts";
import { build } from "./miniflare.ts";
import { NORDLICHT } from "./pictures_cast.ts";

const ROUNDS = 25;
const PAGE_URL = "https://orders.nordlicht.example/o/AQGAbRoZ";

export async function pdfCpu(): Promise<readonly Figure[]> {
  const script = await build("bench/render/worker.ts", "dist/bench/render", "deno");
  const made: { readonly attachmentsFor: typeof attachmentsFor } = await import(`../${script}`);
  const [{ order, now_ms }] = samplesFor("invoice", "en-GB") as [ReturnType<typeof samplesFor>[number]];
  const message = { kind: "invoice", about: invoiceAbout(order.details.invoice!) } as const;
  const view = mailView(order, v.parse(ShopSettings, NORDLICHT), message, {}, { page_url: PAGE_URL }, now_ms);
  const write = async () => {
    const before = process.cpuUsage();
    const [file] = await made.attachmentsFor("invoice", view, now_ms);
    const { user, system } = process.cpuUsage(before);
    if (file === undefined) throw new Error("Cannot measure a PDF as the invoice must have one");
    return { ms: (user + system) / 1_000, bytes: file.content.length };
  };
  const first = await write();
  const further: number[] = [];
  for (let round = 0; round < ROUNDS; round++) further.push((await write()).ms);
  return [
    told("a PDF: CPU of an isolate's first", rounded(first.ms), "ms"),
    told(
      `a PDF: CPU of each further, the middle of ${ROUNDS}`,
      rounded(further.toSorted((a, b) => a - b)[ROUNDS >> 1]!),
      "ms",
    ),
    told("a PDF: size", rounded(first.bytes / 1_024), "KB"),
  ];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function told(name: string, value: number, unit: string): Figure {
  return { name, value, unit, ok: true };
}

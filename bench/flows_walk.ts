/** One customer's walk through all pages, from the form that finds an order to the erasure of their data. */
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { anOrder, postEvent, postOrder } from "./webhooks.ts";
import type { Judging } from "./flows_judge.ts";
import { stepsOf } from "./flows_steps.ts";
import { linkIn, mailed, WITHIN_MS } from "./mailbox.ts";
import { ARABIC_NAME, HEBREW_TITLE } from "./mails/orders.ts";

const SHIPMENT = {
  id: "p1",
  tracking: [{ carrier: "DHL", number: "00340434161094042557", url: "https://www.dhl.example/track" }],
};

export async function walk(judging: Judging): Promise<void> {
  const { studio: { page }, way: { name, javaScriptEnabled }, url, faults } = judging;
  const email = `${name}@lovelace.example`;
  const [first, second] = [`${name}-1`, `${name}-2`];
  await order(url, first, email, {});
  await order(url, second, email, {
    customer: { email, name: ARABIC_NAME, phone: "0151 12345678" },
    promised: { until: dayAhead(3) },
    invoice: { number: "2026-17", issued_on: dayAhead(0) },
  });
  const { see, next, go } = stepsOf(judging);
  const mails = (kind: string, count: number, to: string = email) => mailed(url, to, kind, count);
  await mails("order_confirmation", 2);

  await page.goto("/s/demo/orders");
  await see("find");
  await page.getByLabel("Email address").fill(email);
  await next("Email me the link");
  await see("find_sent");
  const history = linkIn((await mails("history_link", 1))[0]!, "/h/");
  await page.goto(history);
  await see("history");
  await page.goto(`${history}?q=nothing`);
  await see("history_none_found");
  await page.goto(`${history}?q=${first}`);
  await go(new RegExp(`#${first}`));
  const path = new URL(page.url()).pathname;
  await see("order_preparing");

  await go("Change the delivery address");
  await see("prove");
  await next("Email me the code");
  await see("prove_code");
  await page.getByLabel("Six-digit code").fill("000000");
  await next("Confirm");
  await see("prove_wrong");
  await page.getByLabel("Six-digit code").fill(codeIn((await mails("verification_code", 1))[0]!));
  await next("Confirm");
  await see("address");
  await page.getByLabel("Street address").fill("Neue Straße 5");
  await next("Send");
  await see("done");
  await mails("support_received", 1);

  await page.goto(path);
  if (!(await page.content()).includes("Torstraße 1")) faults.push(`${name}: a code shows no address`);
  if (javaScriptEnabled) {
    await refreshes(page, url, first, () => faults.push(`${name}: no refresh by itself`));
  } else await postEvent(url, first, "shipment.shipped", { shipment: SHIPMENT });
  await postEvent(url, first, "shipment.delivered", { shipment: { id: "p1" }, place: "Berlin, DE" });
  await page.goto(path);
  await see("order_delivered");
  await go("Report a problem");
  await page.getByLabel("Something is damaged").check();
  await next("Show what we can do");
  await page.getByLabel("Quantity: Article number 2").selectOption("1");
  await page.getByLabel("Refund me").check();
  await next("Send my claim");
  await mails("support_received", 2);
  await page.goto(`${path}/return`);
  await page.getByLabel("Quantity: Article number 2").selectOption("1");
  await see("return");
  await next("Next: tell us why");
  await page.getByLabel("1 × Article number 2").selectOption("too_small");
  await next("Request my return");
  await mails("return_received_request", 1);
  await page.goto(`${path}/return`);
  await page.getByLabel("Quantity: Article number 3").selectOption("2");
  await page.getByLabel("An exchange").check();
  await next("Next: tell us why");
  await page.getByLabel("2 × Article number 3").selectOption("faulty");
  await page.getByLabel("Exchange it for").fill("The same in blue");
  await page.getByLabel("Photos").setInputFiles({
    name: "broken.png",
    mimeType: "image/png",
    buffer: Buffer.from(PIXEL),
  });
  await next("Request my return");
  await mails("return_received_request", 2);
  await page.goto(`${path}/withdraw`);
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await see("withdraw");
  await next("Check my withdrawal");
  await see("withdraw_review");
  await next("Confirm withdrawal");
  await mails("withdrawal_acknowledged", 1);
  await page.goto(`${path}?rating=4`);
  await see("rate");
  await next("Send my rating");
  await see("rated");
  await page.goto(path);
  await see("order_busy");
  for (const part of ["receipt", "mails", "gift"]) {
    await page.goto(`${path}/${part}`);
    await see(part);
  }
  await page.goto(`${path}/mails`);
  await go("Order confirmation");
  await see("mail");

  await page.goto(`${path}/orders`);
  await go(new RegExp(`#${second}`));
  const other = new URL(page.url()).pathname;
  await split(url, second);
  await mails("delay_notice", 1);
  await page.goto(other);
  await see("order_split");
  await downloads(page, `${other}/delivery.ics`, "delivery.ics", faults);
  const invoice = await page.request.get(`${other}/invoice.pdf`);
  if (invoice.headers()["content-type"] !== "application/pdf") faults.push(`${name}: no invoice as PDF`);
  await page.goto(`${other}?delay=accepted`);
  await see("delay");
  await next("Send");
  await see("delay_answered");
  await mails("choice_confirmed", 1);
  await page.goto(`${other}/ask`);
  await see("ask");
  await page.getByLabel("Your message").fill("שלום, is the mill loud?");
  await next("Send");
  await mails("support_received", 3);

  await page.goto(`${other}/preferences`);
  await see("preferences");
  const updates = page.getByRole("group", { name: "Delivery updates: how they reach you" });
  await updates.getByLabel("Choice 1").selectOption({ label: "Text message" });
  await updates.getByLabel("Always by email as well").check();
  await page.getByLabel("Mobile number").fill("nonsense");
  await next("Save");
  await see("preferences_wrong");
  const number = `+49171${1_000_000 + crypto.getRandomValues(new Uint32Array(1))[0]! % 9_000_000}`;
  await page.getByLabel("Mobile number").fill(number);
  await next("Save");
  await see("number_code");
  await page.getByLabel("Six-digit code").fill(codeIn((await mails("number_code", 1, number))[0]!));
  await next("Confirm");
  await see("preferences_saved");
  await mails("choice_confirmed", 2);

  const third = `${name}-3`;
  await order(url, third, email, {});
  await page.goto(history);
  await go(new RegExp(`#${third}`));
  const fresh = new URL(page.url()).pathname;
  for (
    const [action, label, button] of [["note", "Note", "Send"], [
      "cancel",
      null,
      "Request cancellation",
    ]] as const
  ) {
    await page.goto(`${fresh}/${action}`);
    await see(action);
    if (label !== null) await page.getByRole("textbox").fill("Please leave it with the neighbour.");
    await next(button);
  }
  await mails("support_received", 5);

  await page.goto(`${fresh}/privacy`);
  await see("privacy");
  const [archive] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download my data" }).click(),
  ]);
  if (archive.suggestedFilename() !== "my-data.zip") faults.push(`${name}: no archive of the data`);
  await mails("choice_confirmed", 3);
  await page.goto(`${fresh}/privacy/erase`);
  await see("privacy_erase");
  await next("Delete my data");
  await see("privacy_erase_unsure");
  await page.getByLabel("Yes, permanently delete my data").check();
  await next("Delete my data");
  await see("privacy_erased");
  await mails("erasure_done", 1);
  await page.goto(path);
  await see("gone");
  await next("Email me a new link");
  await see("gone_sent");
  await page.goto("/nowhere");
  await see("nowhere");
}

/** One pixel of PNG. */
const PIXEL = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

async function order(url: URL, id: string, email: string, changed: Readonly<Record<string, unknown>>) {
  const usual = anOrder(id);
  const lines = usual["lines"] as readonly { readonly title: string }[];
  await postOrder(url, {
    ...usual,
    customer: { email, name: "Ada Lovelace", first_name: "Ada" },
    lines: "invoice" in changed
      ? lines.map((line, index) => index === 0 ? { ...line, title: HEBREW_TITLE } : line)
      : lines,
    ...changed,
  });
}

/** Splits the order into two shipments, one of them late, and a rest that is not in stock. */
async function split(url: URL, id: string): Promise<void> {
  await postEvent(url, id, "shipment.promise_changed", { promised: { until: dayAhead(20) } });
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({ line_id: String(from + index), quantity: 1 }));
  await postEvent(url, id, "shipment.shipped", { shipment: { ...SHIPMENT, lines: lines(1, 3) } });
  await postEvent(url, id, "shipment.in_transit", { shipment: { id: "p1" }, place: "Leipzig, DE" });
  await postEvent(url, id, "shipment.shipped", {
    shipment: {
      id: "p2",
      tracking: [{ carrier: "Hermes", number: "H1000730000124801029" }],
      lines: lines(4, 6),
    },
  });
}

/** Checks that the open page updates itself after a new event. */
async function refreshes(page: Page, url: URL, id: string, missed: () => void): Promise<void> {
  await postEvent(url, id, "shipment.shipped", { shipment: SHIPMENT });
  // Simulates a customer who returns to the tab: the page asks at once. Without a screen a page may count as hidden.
  await page.bringToFront();
  await page.evaluate("Object.defineProperty(document, 'hidden', { value: false })");
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByText(SHIPMENT.tracking[0]!.number).first().waitFor({ timeout: WITHIN_MS }).catch(missed);
}

async function downloads(page: Page, path: string, filename: string, faults: string[]): Promise<void> {
  // A navigation that becomes a download ends with an error, which is ignored.
  const [file] = await Promise.all([page.waitForEvent("download"), page.goto(path).catch(() => null)]);
  if (file.suggestedFilename() !== filename) faults.push(`${path} is no ${filename}`);
}

function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function codeIn(text: string): string {
  return /\b\d{6}\b/.exec(text)![0];
}

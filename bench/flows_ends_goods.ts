/** The rest of the walks to an end: a return, a cancellation, a delay, a parcel that came back, a failed payment, a rating. */
import type { Judging } from "./flows_judge.ts";
import { apiOf, delivered, expectCase, ordered, showsOf } from "./flows_ends.ts";
import { stepsOf } from "./flows_steps.ts";
import { type Purpose, signLink } from "../src/links/signed_link.ts";
import { mailed } from "./mailbox.ts";
import { type House, LINK_KEY } from "./miniflare.ts";
import { postEvent } from "./webhooks.ts";

export async function walkGoods(judging: Judging, house: Pick<House, "sql">): Promise<void> {
  const { studio: { page }, way: { name }, url, faults } = judging;
  const { see, next } = stepsOf(judging);
  const api = apiOf(url);
  const shows = showsOf(judging);

  // A return: why for each item, what goes back, the shop's decision with its label.
  const back = await delivered(url, `${name}-back`, { locale: "en" });
  await postEvent(url, `${name}-back`, "payment.succeeded", {
    payment: { id: `p-${name}`, amount_minor: 100_000 },
  });
  await page.goto(`${back.path}/return`);
  await page.getByLabel("Article number 1", { exact: false }).first().check();
  await page.getByLabel("Quantity: Article number 2").selectOption("1");
  await see("return_items");
  await next("Next: tell us why");
  await page.getByLabel("1 × Article number 1").selectOption("faulty");
  await page.getByLabel("1 × Article number 2").selectOption("too_small");
  await see("return_reasons");
  await shows("the reasons", ["Your refund: €40.80", "Return shipping is free."]);
  await next("Request my return");
  await see("return_end");
  await shows("the end of the return", [
    "We’ve received your return request",
    "email you by",
    "Emails about it go to",
  ]);
  await mailed(url, back.email, "return_received_request", 1);
  const listed = await api.get("returns") as {
    readonly returns: readonly { readonly order: string; readonly return: string; readonly status: string }[];
  };
  const asked = listed.returns.find(({ order }) => order === back.order);
  if (asked?.status !== "requested") faults.push(`${name}: the API does not list the return`);
  await api.post("returns/decide", {
    id: "d1",
    order: back.order,
    return: asked?.return,
    decision: "approve",
    label_url: "https://labels.example/1.pdf",
  });
  const [approved] = await mailed(url, back.email, "return_approved", 1);
  if (!approved!.includes("https://labels.example/1.pdf")) faults.push(`${name}: the mail has no label`);
  await page.goto(back.path);
  await see("order_return_approved");
  if (await page.locator('a[href="https://labels.example/1.pdf"]').count() === 0) {
    faults.push(`${name}: the page has no label`);
  }

  // A cancellation that a person grants.
  const gone = await ordered(url, `${name}-gone`);
  await page.goto(`${gone.path}/cancel`);
  await see("cancel");
  await next("Request cancellation");
  await see("cancel_end");
  await shows("the end of the cancellation", ["You’ve asked us to cancel", "email you by"]);
  const cancelling = await api.caseOf(gone.order);
  expectCase(faults, `${name}: cancellation`, cancelling, {
    request: { about: "cancellation", remedy: null, state: "open" },
  });
  await api.post(`cases/${cancelling?.id}/decide`, { id: "d1", decision: "grant" });
  await page.goto(gone.path);
  await shows("the order that is being cancelled", ["We’re cancelling your order"]);
  await postEvent(url, `${name}-gone`, "order.cancelled", { reason: "customer" });
  await mailed(url, gone.email, "order_cancelled", 1);
  await page.goto(gone.path);
  await see("order_cancelled");
  await shows("the cancelled order", ["cancelled"]);

  // A word for the courier, before anything has left.
  const note = await ordered(url, `${name}-note`);
  await page.goto(`${note.path}/note`);
  await see("note");

  // An address that takes no mail: its customer gives another by the link of a text, or by the one that the shop hands on.
  const lost = await ordered(url, `${name}-lost-mail`);
  await house.sql(
    `update orders set state = json_set(state, '$.failed_addresses', json_array('${lost.email}')) where id = '${lost.order}'`,
  );
  for (const [purpose, folder] of [["rescue", "r"], ["correction", "a"]] as const) {
    await page.goto(`/${folder}/${await tokenFor(purpose, lost.order)}`);
    await see(purpose);
    if (await page.locator("form input[type=email]").count() === 0) {
      faults.push(`${name}: the page of the ${purpose} asks for no address`);
    }
  }

  // A delay, answered from its mail in two taps.
  for (
    const [answer, tap] of [["accepted", "Thank you for waiting"], [
      "cancel",
      "You’ve asked us to cancel",
    ]] as const
  ) {
    const late = await ordered(url, `${name}-late-${answer}`, { promised: { until: dayAhead(3) } });
    await postEvent(url, `${name}-late-${answer}`, "shipment.promise_changed", {
      promised: { until: dayAhead(20) },
    });
    const [mail] = await mailed(url, late.email, "delay_notice", 1);
    const link = new RegExp(`(/o/[\\w-]+\\?delay=${answer})`).exec(mail!)?.[1];
    if (link === undefined) faults.push(`${name}: the mail of the delay does not offer ${answer}`);
    await page.goto(link ?? `${late.path}/delay?delay=${answer}`);
    await next("Send");
    await see(`delay_${answer}_end`);
    await shows(`the end of the delay, ${answer}`, [tap]);
    await mailed(url, late.email, "choice_confirmed", 1);
  }

  // A parcel that came back: sent again.
  const stuck = await ordered(url, `${name}-stuck`);
  await postEvent(url, `${name}-stuck`, "shipment.shipped", {
    shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "00340434161094042558" }] },
  });
  await postEvent(url, `${name}-stuck`, "shipment.returned_to_sender", { shipment: { id: "p1" } });
  await page.goto(stuck.path);
  await see("order_returned_to_sender");
  await page.goto(`${stuck.path}/held`);
  await see("held");
  await page.getByLabel("Send it again to the same address").check();
  await next("Send my answer");
  await see("held_end");
  await shows("the end of what came back", ["You’ve asked us to send it again"]);
  expectCase(faults, `${name}: came back`, await api.caseOf(stuck.order), {
    request: { about: "send_again", remedy: "send_again", state: "open" },
  });

  // A failed payment: the first act pays.
  const unpaid = await ordered(url, `${name}-unpaid`, {
    payment: { status: "pending" },
    pay_url: "https://pay.example/1",
  });
  await postEvent(url, `${name}-unpaid`, "payment.failed", {
    payment: { id: `f-${name}`, amount_minor: 100_000, retry_url: "https://pay.example/1" },
  });
  const [failed] = await mailed(url, unpaid.email, "payment_failed", 1);
  if (!failed!.includes("https://pay.example/1")) {
    faults.push(`${name}: the mail of the failed payment does not pay`);
  }
  await page.goto(unpaid.path);
  await see("order_payment_failed");
  if (await page.locator('.acts-first a.button[href="https://pay.example/1"]').count() === 0) {
    faults.push(`${name}: the page of the failed payment does not pay`);
  }

  // A rating in one tap: the tap chooses, one button confirms, a word may follow; the cart is one link away.
  const liked = await delivered(url, `${name}-liked`, {
    lines: [{ id: "1", sku: "KETTLE", title: "Kettle", quantity: 1, unit_price_minor: 8_990 }],
    total_minor: 9_480,
  });
  await page.goto(`${liked.path}?rating=5`);
  await see("rate_tap");
  if (!await page.locator('input[name="delivery"][value="5"]').isChecked()) {
    faults.push(`${name}: the tap chooses no score`);
  }
  await next("Send my rating");
  await see("rate_end");
  await shows("the end of the rating", ["Thank you for your rating", "Add a word"]);
  await page.goto(liked.path);
  if (await page.locator('a[href="https://nordlicht.example/cart?add=KETTLE:1"]').count() === 0) {
    faults.push(`${name}: the page does not fill the cart again`);
  }
}

async function tokenFor(purpose: Purpose, subject: string): Promise<string> {
  const now_ms = Date.now();
  return await signLink([LINK_KEY], {
    purpose,
    subject,
    expires_at_ms: now_ms + 86_400_000,
    issued_at_ms: now_ms,
  });
}

function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The walks of returns to their end: a label with its parcel, an exchange for another variant, a label that nobody used. */
import type { Judging } from "./flows_judge.ts";
import { apiOf, delivered, showsOf, type Walked } from "./flows_ends.ts";
import { stepsOf } from "./flows_steps.ts";
import { mailed } from "./mailbox.ts";
import { postEvent } from "./webhooks.ts";

interface ReturnJson {
  readonly order: string;
  readonly return: string;
  readonly progress: string;
  readonly lines: readonly { readonly exchange_for?: string }[];
}

export async function walkReturns(judging: Judging): Promise<void> {
  const { studio: { page }, way: { name }, url, faults } = judging;
  const { see, next } = stepsOf(judging);
  const api = apiOf(url);
  const shows = showsOf(judging);
  const listed = async ({ order }: Walked): Promise<ReturnJson | undefined> => {
    const { returns } = await api.get("returns") as { readonly returns: readonly ReturnJson[] };
    return returns.find((one) => one.order === order);
  };
  const decide = async (walked: Walked, decision: string, more: object = {}) => {
    const one = await listed(walked);
    await api.post("returns/decide", {
      id: `${decision}-${name}`,
      order: walked.order,
      return: one?.return,
      decision,
      ...more,
    });
  };
  const stands = async (walked: Walked, progress: string, texts: readonly string[]) => {
    const one = await listed(walked);
    if (one !== undefined && one.progress !== progress) {
      faults.push(`${name}: the API says ${one.progress} of a return that is ${progress}`);
    }
    await page.goto(walked.path);
    await see(`return_${progress}`);
    await shows(`the return that is ${progress}`, texts);
  };
  const says = (mail: string | undefined, what: string, texts: readonly string[]) => {
    for (const text of texts) {
      if (mail?.includes(text) !== true) faults.push(`${name}: the mail of ${what} does not say “${text}”`);
    }
  };

  // A return with a label: handed in, with the shop, checked, paid back.
  const back = await delivered(url, `${name}-way`, { locale: "en" });
  await postEvent(url, `${name}-way`, "payment.succeeded", {
    payment: { id: `w-${name}`, amount_minor: 100_000 },
  });
  await page.goto(`${back.path}/return`);
  await page.getByLabel("Article number 1", { exact: false }).first().check();
  await next("Next: tell us why");
  await page.getByLabel("1 × Article number 1").selectOption("too_big");
  await next("Request my return");
  await shows("the end of the return", [
    "Please keep the items for now",
    "email you by",
    "Emails about it go to",
  ]);
  await stands(back, "requested", ["We’ve received your return request", "email you by"]);
  const [asked] = await mailed(url, back.email, "return_received_request", 1);
  says(asked, "the request", ["Please keep the items for now", "email you by"]);
  const number = `RR${name.replaceAll("_", "").toUpperCase()}1`;
  await decide(back, "approve", {
    label_url: "https://labels.example/1.pdf",
    tracking_number: number,
    carrier: "DHL",
    label_until: dayAhead(9),
    drop_off: "Any DHL parcel shop or Packstation",
  });
  const [approved] = await mailed(url, back.email, "return_approved", 1);
  says(approved, "the approval", [
    "https://labels.example/1.pdf",
    "Any DHL parcel shop",
    "Send it back by",
    number,
  ]);
  await stands(back, "approved", [
    "Your return is approved",
    "Send it back by",
    "Any DHL parcel shop",
    number,
  ]);
  if (await page.locator('.acts-first a.button[href="https://labels.example/1.pdf"]').count() !== 1) {
    faults.push(`${name}: the label is not the first act of its return`);
  }
  const parcel = { shipment: { id: number, tracking: [{ number, carrier: "DHL" }] } };
  await postEvent(url, `${name}-way`, "shipment.in_transit", { ...parcel, place: "Berlin, DE" });
  await stands(back, "on_its_way", ["Your return is on its way to us", "We’ll email you when it reaches us"]);
  if (await page.locator('a[href="https://labels.example/1.pdf"]').count() > 0) {
    faults.push(`${name}: a label that is used is offered again`);
  }
  await postEvent(url, `${name}-way`, "shipment.delivered", { ...parcel, place: "Hamburg, DE" }, 1_000);
  await stands(back, "arrived", ["Your return has reached us", "refund you by"]);
  await decide(back, "received");
  const [arrived] = await mailed(url, back.email, "return_arrived", 1);
  says(arrived, "the arrival", ["We’ve received your return", "refund you by"]);
  await stands(back, "received", ["We’ve received your return", "refund you by"]);
  const refund = {
    id: `r-${name}`,
    amount_minor: 1_990,
    lines: [{ line_id: "1", quantity: 1, amount_minor: 1_990 }],
  };
  await postEvent(
    url,
    `${name}-way`,
    "payment.refunded",
    { refund: { ...refund, status: "pending" } },
    2_000,
  );
  await stands(back, "refunding", ["Your refund of €19.90 is on its way"]);
  await postEvent(
    url,
    `${name}-way`,
    "payment.refunded",
    { refund: { ...refund, status: "succeeded" } },
    3_000,
  );
  await stands(back, "refunded", ["We’ve refunded your return", "€19.90"]);

  // An exchange: the variants that the order names are a choice.
  const swapped = await delivered(url, `${name}-swap`, {
    lines: [{
      id: "1",
      title: "Linen shirt",
      variant: "Blue / M",
      quantity: 1,
      unit_price_minor: 8_990,
      variants: [{ title: "Blue / M" }, { title: "Blue / L" }, { title: "Sand / L" }],
    }],
    total_minor: 9_480,
  });
  await page.goto(`${swapped.path}/return`);
  await page.getByLabel("An exchange").check();
  await next("Next: tell us why");
  await see("exchange_reasons");
  await page.getByLabel("1 × Linen shirt").selectOption("too_small");
  await next("Request my return");
  await shows("an exchange without a wish", ["Please say what you’d like instead"]);
  await page.getByLabel("1 × Linen shirt").selectOption("too_small");
  await page.getByLabel("Exchange it for").selectOption("Blue / L");
  await next("Request my return");
  await see("exchange_end");
  await stands(swapped, "requested", ["We’ve received your return request", "instead: Blue / L"]);
  const wish = (await listed(swapped))?.lines[0]?.exchange_for;
  if (wish !== "Blue / L") faults.push(`${name}: the API says that ${wish} is wanted in exchange`);
  const [swap] = await mailed(url, swapped.email, "return_received_request", 1);
  says(swap, "the exchange", ["instead: Blue / L"]);
  await decide(swapped, "approve");
  await decide(swapped, "received");
  const [came] = await mailed(url, swapped.email, "return_arrived", 1);
  says(came, "the exchange that came", ["ship your exchange by"]);
  if (came?.includes("refund you") === true) faults.push(`${name}: an exchange promises a refund`);

  // A label that nobody used says so, and a person is one tap away.
  const unused = await delivered(url, `${name}-unused`);
  await page.goto(`${unused.path}/return`);
  await page.getByLabel("Article number 1", { exact: false }).first().check();
  await next("Next: tell us why");
  await page.getByLabel("1 × Article number 1").selectOption("faulty");
  await next("Request my return");
  await decide(unused, "approve", {
    label_url: "https://labels.example/2.pdf",
    tracking_number: `${number}X`,
    label_until: dayAhead(-2),
  });
  await mailed(url, unused.email, "return_approved", 1);
  await stands(unused, "overdue", ["Have you sent your return?", "hasn’t been used"]);
  if (await page.locator('a[href="https://labels.example/2.pdf"]').count() > 0) {
    faults.push(`${name}: a label that is over is offered`);
  }
}

function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

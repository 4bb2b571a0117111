/** A mail says each thing once, and nothing that its order's situation denies. */
import { describe, expect, test } from "vitest";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import { render } from "../../../src/mail/content/render.ts";
import { renderStandalone } from "../../../src/mail/content/standalone.ts";
import type { OrderKind } from "../../../src/messages/message.ts";
import type { FactsShown } from "../../../src/messages/ledger.ts";
import type { Order } from "../../../src/orders/state.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { standaloneSampleView } from "../standalone_samples.ts";
import { orderOf, PAGE_URL, scanned, viewOf } from "../views.ts";

const ADA = { ...ADAS_ORDER, locale: "en" };
const HOUR_MS = 3_600_000;

function mailOf(kind: OrderKind, order: Order, about: string, facts_shown: FactsShown = {}, later = 0) {
  const view = mailView(
    order,
    SHOP,
    { kind, about },
    facts_shown,
    { page_url: PAGE_URL },
    NOW_MS + later * HOUR_MS,
  );
  return render(kind, view);
}

function times(text: string, sentence: string): number {
  return text.split(sentence).length - 1;
}

describe("a part that leaves", () => {
  const left = (promised: string) =>
    orderOf(
      { ...ADA, promised: { until: promised } },
      scanned("shipped", 1, { lines: [{ line_id: "1", quantity: 1 }], expected: { until: "2026-11-26" } }),
    );

  test("has its own day, beside that of the whole order", () => {
    const { text } = mailOf("shipment_shipped", left("2026-11-27"), "p1");
    expect(text).toContain("This parcel arrives: Thursday, November 26");
    expect(text).toContain("Your order now: Expected Friday, November 27");
  });

  test("says the day that it shares with the whole order once", () => {
    const { text } = mailOf("shipment_shipped", left("2026-11-26"), "p1");
    expect(times(text, "Thursday, November 26")).toBe(1);
    expect(text).toContain("Your order now: Expected Thursday, November 26");
  });
});

describe("a new day of a parcel", () => {
  const moved = (until: string, promised: string) =>
    orderOf(
      { ...ADA, promised: { until: promised } },
      scanned("shipped", 1),
      { type: "shipment.promise_changed", at: hours(2), promised: { until }, shipment: { id: "p1" } },
    );
  const shown = { expected: { until: "2026-12-04" } };

  test("that is sooner than was told is good news", () => {
    const mail = mailOf("shipment_updated", moved("2026-12-02", "2026-12-04"), "p1:2026-12-02", shown, 3);
    expect(mail.text).toMatch(/^Your parcel will arrive earlier\n/);
  });

  test("is none beside an order that comes later than was first promised", () => {
    const order = moved("2026-12-02", "2026-11-25");
    expect(viewOf(order, SHOP, NOW_MS + 3 * HOUR_MS).situation.is_late).toBe(true);
    const mail = mailOf("shipment_updated", order, "p1:2026-12-02", shown, 3);
    expect(mail.text).toMatch(/^Your parcel has a new delivery date\n/);
    expect(mail.subject).toContain("New delivery date");
    expect(mail.text).toContain("later than we first told you");
  });
});

describe("a cancelled order that was not paid", () => {
  test("says in one sentence that nothing is charged", () => {
    const order = orderOf({ ...ADA, payment: { status: "pending" } }, {
      type: "order.cancelled",
      at: hours(1),
    });
    const { situation } = viewOf(order);
    expect(situation.fact).toBe("It was cancelled on Sunday, November 22.");
    expect(situation.next).toBe("You haven’t been charged, and there’s nothing to pay.");
  });
});

describe("a request of the customer", () => {
  const asked = { id: "c1", about: "cancellation" } as const;
  const opened = { type: "conversation.opened", at: hours(1), conversation: asked } as const;

  test("is answered by a day, which is said once", () => {
    const { situation } = viewOf(orderOf(ADA, opened));
    expect(situation.fact).toBe("We received it on Sunday, November 22.");
    expect(situation.next).toContain("email you by Monday, November 23");
  });

  test.each(
    [["granted", "Agreed on Sunday, November 22."], ["declined", "Checked on Sunday, November 22."]] as const,
  )(
    "that was %s says when",
    (became, fact) => {
      const decided = { type: `request.${became}`, at: hours(2), request: asked } as const;
      expect(viewOf(orderOf(ADA, opened, decided)).situation.fact).toBe(fact);
    },
  );
});

test("a parcel of an order that had money back is delivered without joy, and its day is said once", () => {
  const order = orderOf(
    ADA,
    { type: "payment.refunded", at: hours(1), refund: { id: "r1", amount_minor: 500, lines: [] } },
    scanned("delivered", 2),
  );
  const { text } = mailOf("shipment_delivered", order, "p1", {}, 3);
  expect(text).toMatch(/^Delivered Sunday, November 22\n\nYour parcel has arrived\.\n/);
  expect(text).not.toContain("enjoy");
});

test("a declined return says once how to object", () => {
  const lines = [{ line_id: "1", quantity: 1 }];
  const order = orderOf(
    ADA,
    scanned("delivered", 1),
    { type: "return.requested", at: hours(2), return: { id: "r1", lines, steps: [] } },
    { type: "return.declined", at: hours(3), return: { id: "r1", lines, steps: [] }, reason: "Worn" },
  );
  const { text } = mailOf("return_declined", order, "r1", {}, 4);
  expect(times(text, "write to us and we’ll look at it again")).toBe(1);
  expect(text).toContain("Your legal rights aren’t affected");
});

test("a withdrawal is acknowledged once, and goes on with what follows", () => {
  const order = orderOf(ADA, scanned("delivered", 1), {
    type: "order.withdrawn",
    at: hours(2),
    withdrawal: {
      id: "w1",
      lines: [{ line_id: "1", quantity: 1 }],
      name: "Ada",
      statement: "I withdraw",
      hash: "0".repeat(64),
    },
  });
  const { text } = mailOf("withdrawal_acknowledged", order, "w1", {}, 3);
  expect(times(text, "We’ve received your withdrawal")).toBe(1);
  expect(text).toContain("Your order now: We received it on Sunday, November 22 and will refund you by");
});

test("a refund that came back says by when the customer hears how it comes after all", () => {
  const order = orderOf(
    ADA,
    { type: "payment.refunded", at: hours(1), refund: { id: "r1", amount_minor: 500, lines: [] } },
    { type: "payment.refund_failed", at: hours(2), refund: { id: "r1" } },
  );
  expect(mailOf("refund_failed", order, "r1", {}, 3).text).toContain("email you by Monday, November 23.");
});

test("what a customer wrote is answered by the day that the shop promises, from when it came", () => {
  const facts = { topic: "Kettle", question: "Is it loud?", received_at: hours(1) };
  const { text } = renderStandalone(
    "support_received",
    standaloneSampleView("support_received", "en", { facts }),
  );
  expect(text).toContain("A person will read it and email you by Monday, November 23.");
  const measured = { ...facts, answer_hours: 3 };
  expect(
    renderStandalone(
      "support_received",
      standaloneSampleView("support_received", "en", { facts: measured }),
    ).text,
  ).toContain("We usually reply within 3 hours. You’ll hear from us by Monday, November 23 at the latest.");
});

test("a program's notice leads from its words to its button", () => {
  const facts = {
    title: "Your trial ends",
    words: "Hello,\n\nyour trial ends on Friday.\n\nStay with us.",
    url: "https://kontor.example/trial",
    button: "Keep it",
  };
  const { html, text } = renderStandalone(
    "sent_notice",
    standaloneSampleView("sent_notice", "en", { facts }),
  );
  for (const part of [html.slice(html.indexOf("<h1")), text]) {
    const places = ["Hello,", "your trial ends on Friday.", "Stay with us.", "Keep it"].map((said) =>
      part.indexOf(said)
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  }
});

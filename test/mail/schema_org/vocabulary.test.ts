import { expect, test } from "vitest";
import { render } from "../../../src/mail/content/render.ts";
import { ORDER_KINDS } from "../../../src/messages/message.ts";
import { sampleView } from "../kind_samples.ts";
import { schemaFaults } from "./vocabulary.ts";

/** The markup of a mail's HTML part; null where it has none. */
function markupOf(html: string): unknown {
  const text = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1];
  return text === undefined ? null : JSON.parse(text);
}

test.each(ORDER_KINDS)("the markup of %s is in schema.org's vocabulary", (kind) => {
  for (const given of [false, true]) {
    const view = sampleView(
      kind,
      "en",
      (details) => given ? { ...details, gift: { recipient: { email: "ben@okada.example" } } } : details,
    );
    const markup = markupOf(render(kind, view).html);
    if (markup !== null) expect(schemaFaults(markup)).toEqual([]);
  }
});

test("order, parcel and invoice have markup, and a present's has no price", () => {
  const typeOf = (kind: (typeof ORDER_KINDS)[number]) => markupOf(render(kind, sampleView(kind)).html);
  expect(typeOf("order_confirmation")).toMatchObject({ "@type": "Order" });
  expect(typeOf("shipment_delivered")).toMatchObject({ "@type": "ParcelDelivery" });
  expect(typeOf("invoice")).toMatchObject({ "@type": "Invoice" });
});

test.each([
  [{ "@context": "http://schema.org", "@type": "Parcel" }, "no type"],
  [{ "@context": "http://schema.org", "@type": "Order", tracking: "1" }, "no such property"],
  [
    { "@context": "http://schema.org", "@type": "Order", orderStatus: "http://schema.org/Shipped" },
    "may not hold",
  ],
  [
    { "@context": "http://schema.org", "@type": "Order", merchant: { "@type": "Person" } },
    "may not hold Person",
  ],
  [{ "@context": "http://schema.org", "@type": "Order", orderDate: "yesterday" }, "may not hold"],
  [{ "@type": "Order" }, "no context"],
])("what is not in the vocabulary is a fault: %j", (markup, fault) => {
  expect(schemaFaults(markup).join()).toContain(fault);
});

import { describe, expect, test } from "vitest";
import { deliverabilityRates } from "../../src/figures/deliverability.ts";

const day = (route: Record<string, number>) => ({ day: "2026-11-21", counts: { route } });

describe("rates as a mailbox provider sees them", () => {
  test("are told apart by provider and channel, the largest first, each with its bounds", () => {
    const rates = deliverabilityRates([
      day({ "ses|gmail.com|sent": 1_000, "ses|gmail.com|complained": 4, "ses|other|sent": 5_000 }),
      day({ "resend|gmx.de|sent": 200, "resend|gmx.de|delivered": 180, "resend|gmx.de|bounced": 20 }),
    ]);
    expect(rates.domains.map(({ name, mails }) => [name, mails])).toEqual([
      ["gmail.com", 1_000],
      ["gmx.de", 200],
      ["other", 5_000],
    ]);
    const [gmail, gmx] = rates.domains;
    expect(gmail!.complaints).toMatchObject({ count: 4, value: 0.004, level: "bad" });
    expect(gmail!.complaints.from).toBeLessThan(0.004);
    expect(gmail!.complaints.to).toBeGreaterThan(0.004);
    expect(gmx!.bounces).toMatchObject({ count: 20, value: 0.1, level: "bad" });
    expect(rates.channels.map(({ name, mails }) => [name, mails])).toEqual([["ses", 6_000], ["resend", 200]]);
    expect(rates.whole).toMatchObject({ mails: 6_200 });
  });

  test("of few mails are not judged, and of none there is no rate", () => {
    const { domains, whole } = deliverabilityRates([
      day({ "ses|gmail.com|sent": 20, "ses|gmail.com|complained": 1 }),
    ]);
    expect(domains[0]!.complaints).toMatchObject({ level: "few", value: 0.05 });
    expect(whole.bounces.value).toBe(0);
    expect(deliverabilityRates([]).whole.complaints).toMatchObject({
      value: null,
      from: null,
      level: "unknown",
    });
  });
});

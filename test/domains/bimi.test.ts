import { describe, expect, test } from "vitest";
import { checkDomain } from "../../src/dns/check_domain.ts";
import { type Zone, zoneResolver } from "../support/dns.ts";

const LOGO = "v=BIMI1; l=https://kontor.example/logo.svg; a=https://kontor.example/logo.pem";

async function bimi(
  record: Zone[string] | undefined,
  dmarc = "v=DMARC1; p=reject; rua=mailto:d@kontor.example",
) {
  const zone: Zone = {
    "TXT _dmarc.kontor.example": [dmarc],
    ...(record !== undefined && { "TXT default._bimi.kontor.example": record }),
  };
  const subject = {
    domain: "kontor.example",
    channel: "ses",
    selectors: [],
    return_path: undefined,
  } as const;
  const { findings } = await checkDomain(subject, zoneResolver(zone));
  return findings.filter(({ part }) => part === "bimi").map(({ level, message }) => `${level} ${message}`);
}

describe("a domain's logo", () => {
  test("is right with an SVG, a certificate and an enforcing policy", async () => {
    expect(await bimi([LOGO])).toEqual(["ok default._bimi.kontor.example: https://kontor.example/logo.svg"]);
  });

  test("is no fault where there is none, or where it is declined", async () => {
    expect(await bimi(undefined)).toEqual([expect.stringMatching(/^ok .*no fault/)]);
    expect(await bimi(["v=BIMI1; l=; a=;"])).toEqual([expect.stringMatching(/^ok .*declines/)]);
  });

  test.each([
    [
      "that is no SVG",
      ["v=BIMI1; l=https://kontor.example/logo.png; a=https://k.example/a.pem"],
      undefined,
      /^error .*SVG/,
    ],
    [
      "over http",
      ["v=BIMI1; l=http://kontor.example/logo.svg; a=https://k.example/a.pem"],
      undefined,
      /^error .*https/,
    ],
    ["without a certificate", ["v=BIMI1; l=https://kontor.example/logo.svg"], undefined, /^warning .*VMC/],
    ["twice", [LOGO, LOGO], undefined, /^error .*2 records/],
    ["under a policy that only watches", [LOGO], "v=DMARC1; p=none", /^error .*p=none/],
    ["under a policy of a part", [LOGO], "v=DMARC1; p=quarantine; pct=50", /^error .*pct=50/],
  ])("%s is told", async (_, record, dmarc, told) => {
    expect(await bimi(record, dmarc)).toContainEqual(expect.stringMatching(told));
  });

  test("of which DNS does not answer is not known", async () => {
    expect(await bimi("failed")).toEqual([expect.stringMatching(/^unknown/)]);
  });
});

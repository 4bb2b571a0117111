/** What every channel owes its caller, whoever the provider is: one suite, run against a local fake that answers as documented. */
import { describe, expect, test } from "vitest";
import type { Channel, Parcel, Receipt } from "../../src/channels/channel.ts";

/** What can happen to a mail that is handed over, and the only outcome that is true of it. */
export const OUTCOMES = {
  "takes the mail": "accepted",
  "refuses the mail": "rejected",
  "fails the mail inside an answer of success": "rejected",
  "limits the rate": "deferred",
  "is down for maintenance": "deferred",
  "breaks inside": "unknown",
  "does not answer in time": "unknown",
  "stops in the middle of its answer": "unknown",
  "loses the connection": "unknown",
  "answers what cannot be read": "unknown",
  "answers without end": "unknown",
} as const satisfies Record<string, Receipt["outcome"]>;

export type Situation = keyof typeof OUTCOMES;

export interface Fake {
  readonly channel: Channel;
  /** How often the provider was asked. */
  readonly asked: () => number;
}

export interface Provider {
  readonly name: string;
  /** What the shop shares with the provider alone. */
  readonly secrets: readonly string[];
  /** Situations that this provider cannot be in, each with the reason. */
  readonly impossible: Readonly<Partial<Record<Situation, string>>>;
  open(situation: Situation): Fake;
}

/** Time-outs of the fakes: long enough to answer at once, short enough to wait for. */
export const TIMEOUT_MS = 20;

export const PARCEL: Parcel = {
  idempotency_key: "demo/standard/9001/order_confirmation/",
  kind: "order_confirmation",
  order_number: "#9001",
  mail: {
    key: "demo/standard/9001/order_confirmation/",
    from: { name: "Kaffeehaus Linden", email: "orders@linden.example" },
    to: { name: "Ada Löwe", email: "ada.loewe@post.example" },
    reply_to: { email: "help@linden.example" },
    subject: "Deine Bestellung #9001 – ご注文",
    text: "Guten Tag Ada, danke für die Bestellung.",
    html: "<p>Guten Tag Ada, danke für die Bestellung.</p>",
    date_ms: Date.UTC(2026, 10, 5, 9, 30),
    headers: { "Auto-Submitted": "auto-generated" },
  },
  raw: [
    "From: Kaffeehaus Linden <orders@linden.example>",
    "To: =?utf-8?q?Ada_L=C3=B6we?= <ada.loewe@post.example>",
    "Message-ID:\r\n <9001.order-confirmation@linden.example>",
    "Subject: =?utf-8?q?Deine_Bestellung_#9001?=",
    "Content-Type: text/plain",
    "",
    "Guten Tag Ada\r\n",
  ].join("\r\n"),
};

/** What a rude provider may quote; no reason may hold any of it. */
export const QUOTED = `<${PARCEL.mail.to.email}> ${PARCEL.mail.to.name}: "${PARCEL.mail.subject}"`;

const PRIVATE = [PARCEL.mail.to.email, "ada.loewe", "Ada Löwe", "orders@", PARCEL.mail.subject, "Guten Tag"];

export function conformance(provider: Provider): void {
  const situations = Object.keys(OUTCOMES) as Situation[];

  describe(`${provider.name}, like every channel`, () => {
    for (const situation of situations.filter((name) => !(name in provider.impossible))) {
      const outcome = OUTCOMES[situation];

      test(`a provider that ${situation} gives ${outcome}, asked once and quoted nowhere`, async () => {
        const before = structuredClone(PARCEL);
        const { channel, asked } = provider.open(situation);
        const receipt = await channel.send(PARCEL);
        expect(receipt.outcome).toBe(outcome);
        // Trying again is for the ledger alone to decide.
        expect(asked()).toBe(1);
        expect(PARCEL).toEqual(before);
        if (receipt.outcome === "accepted") return expect(receipt.provider_id).not.toBe("");
        expect(receipt.reason).not.toBe("");
        expect(receipt.reason.length).toBeLessThanOrEqual(300);
        for (const secret of [...PRIVATE, ...provider.secrets]) expect(receipt.reason).not.toContain(secret);
      });
    }

    test("goes by its own name and does not promise what its provider cannot keep", () => {
      const { channel } = provider.open("takes the mail");
      expect(channel.name).toBe(provider.name);
      expect(channel.idempotent).toBe(false);
    });
  });
}

/** What every channel owes its caller, whoever the provider is: one suite, run against a local fake that answers as documented. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Channel, OutgoingMail, ShortMessage } from "../../src/channels/channel.ts";
import { compose, type Mail } from "../../src/mail/mime/compose.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

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

export interface Fake<C> {
  readonly channel: C;
  /** How often the provider was asked. */
  readonly asked: () => number;
}

/** What can be said of a provider's way out, whatever it carries. */
interface Provider<C> {
  readonly name: string;
  /** What the shop shares with the provider alone. */
  readonly secrets: readonly string[];
  /** Whether the provider recognises a repeated key. */
  readonly idempotent: boolean;
  /** Whether the provider says how long to wait, where it limits the rate: the fakes then say so many seconds. */
  readonly says_when: boolean;
  /** Situations that this provider cannot be in, each with the reason. */
  readonly impossible: Readonly<Partial<Record<Situation, string>>>;
  open(situation: Situation): Fake<C>;
}

export interface MailProvider extends Provider<Channel<OutgoingMail>> {
  /** Opens one that takes the mail, and tells what of it reached the provider. */
  openTaking(): { readonly channel: Channel<OutgoingMail>; readonly reached: () => Promise<Reached> };
}

/** A mail as its provider has it, read from whatever form the provider takes. */
export interface Reached {
  readonly headers: Readonly<Record<string, string>>;
  readonly files: readonly {
    readonly filename: string;
    readonly type: string;
    readonly content: Uint8Array;
  }[];
}

/** Seconds that the fakes ask to wait where they limit the rate. */
export const WAIT_S = 120;
/** Time-outs of the fakes, in a time that passes only where a fake falls silent: no test waits, and no slow machine runs out of it. */
export const TIMEOUT_MS = 20;

/** Registers the fake time for each test of the file. */
function stopTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    vi.spyOn(AbortSignal, "timeout").mockImplementation((timeout_ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException("Timed out", "TimeoutError")), timeout_ms);
      return controller.signal;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
}

/** Lets the time-out of the mail at hand run out; a fake calls it once it has said all that it will say. */
export function runOutOfTime(): void {
  // A channel may start its time-out just after it has asked.
  queueMicrotask(() => vi.advanceTimersByTime(TIMEOUT_MS));
}

export const OUTGOING: OutgoingMail = {
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

/** The same with all that a mail may bring besides: a file, and the headers of RFC 8058. */
const FILE = Uint8Array.from({ length: 1_000 }, (_, at) => at);
const UNSUBSCRIBE = {
  "List-Unsubscribe": "<https://linden.example/u/AbC-123_x>, <mailto:leave@linden.example?subject=AbC>",
  "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
};
const FULL_MAIL: Mail = {
  ...OUTGOING.mail,
  headers: { ...OUTGOING.mail.headers, ...UNSUBSCRIBE },
  attachments: [{
    filename: "Rechnung 2026/0001 für Ada.pdf",
    content_type: "application/pdf",
    content: FILE,
  }],
};

export const TEXT: ShortMessage = {
  idempotency_key: OUTGOING.idempotency_key,
  to: "+4915112345678",
  body: "Kaffeehaus Linden: your confirmation came back. Please check your address.",
};

/** What a rude provider may quote; no reason may hold any of it. */
export const QUOTED = `<${OUTGOING.mail.to.email}> ${OUTGOING.mail.to.name}: "${OUTGOING.mail.subject}"`;
export const QUOTED_TEXT = `${TEXT.to}: ${TEXT.body}`;

const PRIVATE = [
  OUTGOING.mail.to.email,
  "ada.loewe",
  "Ada Löwe",
  "orders@",
  OUTGOING.mail.subject,
  "Guten Tag",
];
const PRIVATE_TEXT = [TEXT.to.slice(1), TEXT.body];

/** The suite for a channel of mails. */
export function conformance(provider: MailProvider): void {
  stopTime();
  outcomes(provider, OUTGOING, PRIVATE);

  test(`a file and the headers of unsubscription reach ${provider.name}`, async () => {
    const { channel, reached } = provider.openTaking();
    const receipt = await channel.send({ ...OUTGOING, mail: FULL_MAIL, raw: await compose(FULL_MAIL) });
    expect(receipt).toMatchObject({ outcome: "accepted" });
    const { headers, files } = await reached();
    expect(lowered(headers)).toMatchObject(lowered(FULL_MAIL.headers!));
    expect(files).toEqual([
      { filename: "Rechnung 2026-0001 für Ada.pdf", type: "application/pdf", content: FILE },
    ]);
  });

  test(`a mail without files brings ${provider.name} none`, async () => {
    const { channel, reached } = provider.openTaking();
    await channel.send({ ...OUTGOING, raw: await compose(OUTGOING.mail) });
    expect((await reached()).files).toEqual([]);
  });
}

/** The suite for a channel of short messages; `message` is one to an address of its way. */
export function textConformance(
  provider: Provider<Channel<ShortMessage>>,
  message: ShortMessage = TEXT,
): void {
  stopTime();
  outcomes(provider, message, PRIVATE_TEXT);
}

/** Header names are the same in any case. */
function lowered(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function outcomes<P>(
  provider: Provider<{
    readonly name: string;
    readonly idempotent: boolean;
    send(outgoing: P): Promise<Receipt>;
  }>,
  outgoing: P,
  private_words: readonly string[],
): void {
  const situations = Object.keys(OUTCOMES) as Situation[];

  describe(`${provider.name}, like every channel`, () => {
    for (const situation of situations.filter((name) => !(name in provider.impossible))) {
      const outcome = OUTCOMES[situation];

      test(`a provider that ${situation} gives ${outcome}, asked once and quoted nowhere`, async () => {
        const before = structuredClone(outgoing);
        const { channel, asked } = provider.open(situation);
        const receipt = await channel.send(outgoing);
        expect(receipt.outcome).toBe(outcome);
        // Trying again is for the ledger alone to decide.
        expect(asked()).toBe(1);
        expect(outgoing).toEqual(before);
        if (receipt.outcome === "accepted") return expect(receipt.provider_id).not.toBe("");
        expect(receipt.reason).not.toBe("");
        expect(receipt.reason.length).toBeLessThanOrEqual(300);
        for (const secret of [...private_words, ...provider.secrets]) {
          expect(receipt.reason).not.toContain(secret);
        }
        if (situation === "limits the rate" && provider.says_when) {
          expect(receipt).toHaveProperty("retry_after_s", WAIT_S);
        }
      });
    }

    test("goes by its own name and does not promise what its provider cannot keep", () => {
      const { channel } = provider.open("takes the mail");
      expect(channel.name).toBe(provider.name);
      expect(channel.idempotent).toBe(provider.idempotent);
    });
  });
}

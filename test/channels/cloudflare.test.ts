import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { cloudflareChannel } from "../../src/channels/cloudflare.ts";
import type { Mail } from "../../src/mail/mime/compose.ts";
import { conformance, OUTGOING, QUOTED, runOutOfTime, type Situation, TIMEOUT_MS } from "./conformance.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

conformance({
  name: "cloudflare",
  secrets: [],
  idempotent: false,
  says_when: false,
  impossible: {
    "fails the mail inside an answer of success": "the binding answers one mail with one id or one error",
    "is down for maintenance": "no documented code says that nothing was taken",
    "stops in the middle of its answer": "the binding gives its answer whole",
    "answers without end": "the binding gives its answer whole",
  },
  open: (situation) => {
    let asked = 0;
    const binding = bindingOf(() => {
      asked++;
      return answerIn(situation);
    });
    return { channel: cloudflareChannel(binding, TIMEOUT_MS), asked: () => asked };
  },
  openTaking: () => {
    let built: EmailMessageBuilder;
    const binding = bindingOf((builder) => {
      built = builder as EmailMessageBuilder;
      return answerIn("takes the mail");
    });
    const reached = () => {
      const files = (built.attachments ?? []).map(({ filename, type, content, disposition }) => {
        expect(disposition).toBe("attachment");
        return { filename, type, content: Uint8Array.fromBase64(content as string) };
      });
      return Promise.resolve({ headers: built.headers!, files });
    };
    return { channel: cloudflareChannel(binding, TIMEOUT_MS), reached };
  },
});

function answerIn(situation: Situation): Promise<unknown> {
  switch (situation) {
    case "takes the mail":
      return Promise.resolve({ messageId: "0101-cf" });
    case "refuses the mail":
      return failure("E_RECIPIENT_SUPPRESSED");
    case "limits the rate":
      return failure("E_RATE_LIMIT_EXCEEDED");
    case "breaks inside":
      return failure("E_INTERNAL_SERVER_ERROR");
    case "does not answer in time":
      runOutOfTime();
      return new Promise(() => {});
    case "loses the connection":
      return Promise.reject(new Error(`Network connection lost. ${QUOTED}`));
    case "answers what cannot be read":
      return Promise.resolve({ id: "0101-cf" });
    default:
      throw new Error(`No fake for a provider that ${situation}`);
  }
}

describe("what is sent", () => {
  test("is the builder's form of the mail", async () => {
    const built: unknown[] = [];
    const binding = bindingOf((builder) => {
      built.push(builder);
      return Promise.resolve({ messageId: "0101-cf" });
    });
    await cloudflareChannel(binding, TIMEOUT_MS).send(OUTGOING);
    expect(built).toEqual([{
      from: { name: "Kaffeehaus Linden", email: "orders@linden.example" },
      to: { name: "Ada Löwe", email: "ada.loewe@post.example" },
      replyTo: "help@linden.example",
      subject: OUTGOING.mail.subject,
      text: OUTGOING.mail.text,
      html: OUTGOING.mail.html,
      headers: { "Auto-Submitted": "auto-generated" },
    }]);
  });

  test("is accepted by the local binding, with a file as well", async () => {
    const { EMAIL } = env as unknown as { EMAIL: SendEmail };
    expect(await cloudflareChannel(EMAIL, 5_000).send(OUTGOING)).toMatchObject({ outcome: "accepted" });
    const file = { filename: "a.pdf", content_type: "application/pdf", content: new Uint8Array([37, 80]) };
    const mail = { ...OUTGOING.mail, attachments: [file] };
    expect(await cloudflareChannel(EMAIL, 5_000).send({ ...OUTGOING, mail })).toMatchObject({
      outcome: "accepted",
    });
  });
});

describe("a mail over a limit is rejected before the binding is called", () => {
  const wide = (count: number, prefix = "X-") =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${prefix}${at}`, "v".repeat(2_048)]));

  test.each<readonly [string, Partial<Mail>, string | null]>([
    ["a subject of 998 characters", { subject: "s".repeat(998) }, null],
    ["a subject of 999", { subject: "s".repeat(999) }, "the subject must be <= 998 characters: it has 999"],
    ["a header value of 2,048 bytes", { headers: { "X-Note": "é".repeat(1_024) } }, null],
    [
      "a header value of 2,050",
      { headers: { "X-Note": "é".repeat(1_025) } },
      "the header X-Note must be <= 2048 bytes: it has 2050",
    ],
    ["a header name of 100 bytes", { headers: { [`X-${"n".repeat(98)}`]: "v" } }, null],
    [
      "a header name of 101",
      { headers: { [`X-${"n".repeat(99)}`]: "v" } },
      "a header's name must be <= 100 bytes: one has 101",
    ],
    ["headers of less than 16 KB", { headers: wide(7) }, null],
    ["headers of more", { headers: wide(8) }, "all headers must be <= 16384 bytes: they have 16440"],
    ["an empty header", { headers: { "X-Note": "" } }, "the header X-Note must be one line and not empty"],
    [
      "a header of two lines",
      { headers: { "X-Note": "a\nb" } },
      "the header X-Note must be one line and not empty",
    ],
  ])("%s", async (_, change, fault) => {
    const { receipt, asked } = await sendCounted({ ...OUTGOING.mail, ...change });
    expect(receipt).toEqual(
      fault === null
        ? { outcome: "accepted", provider_id: "0101-cf" }
        : { outcome: "rejected", reason: `Cannot send by Cloudflare as ${fault}` },
    );
    expect(asked).toBe(fault === null ? 1 : 0);
  });

  test.each([[5 * 1024 * 1024, "accepted"], [5 * 1024 * 1024 + 1, "rejected"]])(
    "a mail of %i bytes is %s",
    async (size, outcome) => {
      const { receipt } = await sendCounted(OUTGOING.mail, "r".repeat(size));
      expect(receipt.outcome).toBe(outcome);
    },
  );
});

describe("a header", () => {
  test.each([
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "PRECEDENCE",
    "list-unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
    "Content-Language",
    "X-Waybill",
    "x-under_score",
  ])("%s is allowed", async (name) => {
    const { receipt } = await sendCounted({ ...OUTGOING.mail, headers: { [name]: "v" } });
    expect(receipt.outcome).toBe("accepted");
  });

  test.each([
    "Message-ID",
    "Date",
    "Feedback-ID",
    "From",
    "Bcc",
    "List-Evil",
    "Sender",
    "X-",
    "X-Ä",
    "X-A B",
    "X-A:B",
  ])(
    "%s is not",
    async (name) => {
      const { receipt, asked } = await sendCounted({ ...OUTGOING.mail, headers: { [name]: "v" } });
      expect(receipt).toEqual({
        outcome: "rejected",
        reason: `Cannot send by Cloudflare as the header "${name}" is not allowed`,
      });
      expect(asked).toBe(0);
    },
  );
});

describe("a code of the binding", () => {
  const meanings: Readonly<Record<Exclude<Receipt["outcome"], "accepted">, readonly string[]>> = {
    deferred: [
      "E_RATE_LIMIT_EXCEEDED",
      "E_DAILY_LIMIT_EXCEEDED",
      "E_SENDER_NOT_VERIFIED",
      "E_SENDER_DOMAIN_NOT_AVAILABLE",
      "E_RECIPIENT_NOT_ALLOWED",
    ],
    unknown: ["E_INTERNAL_SERVER_ERROR", "E_DELIVERY_FAILED"],
    rejected: [
      "E_VALIDATION_ERROR",
      "E_FIELD_MISSING",
      "E_TOO_MANY_RECIPIENTS",
      "E_RECIPIENT_SUPPRESSED",
      "E_CONTENT_TOO_LARGE",
      "E_HEADER_NOT_ALLOWED",
      "E_HEADERS_TOO_LARGE",
      "E_NOT_YET_INVENTED",
    ],
  };
  for (const [outcome, codes] of Object.entries(meanings)) {
    test.each(codes)(`%s is ${outcome} and is the reason`, async (code) => {
      const binding = bindingOf(() => failure(code));
      expect(await cloudflareChannel(binding, TIMEOUT_MS).send(OUTGOING)).toEqual({
        outcome,
        reason: `Cloudflare answered ${code}`,
        ...(code === "E_RECIPIENT_SUPPRESSED" ? { dead_address: true } : {}),
      });
    });
  }

  test.each([["a number", 500], ["a sentence", `E_ ${QUOTED}`], ["another's", "ECONNRESET"], [
    "none",
    undefined,
  ]])(
    "that is %s is unknown",
    async (_, code) => {
      const binding = bindingOf(() => failure(code));
      expect(await cloudflareChannel(binding, TIMEOUT_MS).send(OUTGOING)).toEqual({
        outcome: "unknown",
        reason: "Cloudflare failed without a code",
      });
    },
  );
});

async function sendCounted(mail: Mail, raw = OUTGOING.raw): Promise<{ receipt: Receipt; asked: number }> {
  let asked = 0;
  const binding = bindingOf(() => {
    asked++;
    return Promise.resolve({ messageId: "0101-cf" });
  });
  const receipt = await cloudflareChannel(binding, TIMEOUT_MS).send({ ...OUTGOING, mail, raw });
  return { receipt, asked };
}

function failure(code: unknown): Promise<never> {
  return Promise.reject(
    Object.assign(new Error(`cannot send ${QUOTED}`), code === undefined ? {} : { code }),
  );
}

function bindingOf(send: (builder: unknown) => Promise<unknown>): SendEmail {
  return { send } as unknown as SendEmail;
}

import { describe, expect, test } from "vitest";
import { sesChannel, type SesConfig } from "../../src/channels/ses.ts";
import { keyOfSafeTag } from "../../src/messages/key_tag.ts";
import { conformance, OUTGOING, QUOTED, TIMEOUT_MS, WAIT_S } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import { readRaw } from "./raw_mail.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

const ACCESS_KEY_ID = "AKIANOTAREALKEY00000";
const SECRET = "wJalrXUtnFEMI/not/a/real/secret/key";
const ID = "010701984a2b3c4d-5e6f7a8b-9c0d-1e2f-3a4b-5c6d7e8f9a0b-000000";

const ANSWERS: Answers = {
  "takes the mail": [200, { MessageId: ID }],
  "refuses the mail": [400, { message: `virus in ${QUOTED} by ${SECRET} of ${ACCESS_KEY_ID}` }, {
    "x-amzn-ErrorType": "MessageRejected:http://internal.amazon.com/coral/com.amazonaws.sesv2/",
  }],
  "limits the rate": [429, { message: QUOTED }, {
    "x-amzn-ErrorType": "TooManyRequestsException",
    "Retry-After": String(WAIT_S),
  }],
  "is down for maintenance": [503, { message: QUOTED }],
  "breaks inside": [500, { __type: "InternalFailure", message: QUOTED }],
  "answers what cannot be read": [200, "<html>"],
};

const CONFIG: Omit<SesConfig, "fetch"> = {
  region: "eu-central-1",
  access_key_id: ACCESS_KEY_ID,
  secret_access_key: SECRET,
  clock: () => Date.UTC(2026, 10, 5, 9, 30),
  timeout_ms: TIMEOUT_MS,
};
const open = (fetch: typeof globalThis.fetch) => sesChannel({ ...CONFIG, fetch });

interface Body {
  readonly Content: { readonly Raw: { readonly Data: string } };
  readonly EmailTags: [{ readonly Name: string; readonly Value: string }];
}

const rawOf = ({ Content }: Body) => new TextDecoder().decode(Uint8Array.fromBase64(Content.Raw.Data));

damagedAnswers(ANSWERS, open, OUTGOING, [OUTGOING.mail.to.email, OUTGOING.mail.subject]);

conformance({
  name: "ses",
  secrets: [SECRET, ACCESS_KEY_ID],
  idempotent: false,
  says_when: true,
  impossible: {
    "fails the mail inside an answer of success": "an answer of success holds an id and nothing else",
  },
  open: (situation) => httpFake(situation, ANSWERS, open),
  openTaking: () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    return { channel, reached: async () => await readRaw(rawOf(await requests[0]!.json<Body>())) };
  },
});

describe("what is sent", () => {
  test("is the finished message, to one recipient, with its key as a tag that events bring back", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send(OUTGOING)).toEqual({ outcome: "accepted", provider_id: ID });
    const body = await requests[0]!.json<Body>();
    expect(body).toEqual({
      FromEmailAddress: "orders@linden.example",
      Destination: { ToAddresses: ["ada.loewe@post.example"] },
      Content: { Raw: { Data: expect.any(String) } },
      EmailTags: [{ Name: "waybill_key", Value: expect.stringMatching(/^[A-Za-z0-9_-]{1,256}$/) }],
    });
    expect(rawOf(body)).toBe(OUTGOING.raw);
    expect(keyOfSafeTag(body.EmailTags[0].Value)).toBe(OUTGOING.idempotency_key);
  });

  test("is signed for the region, at the time of the clock, without the secret", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    await channel.send(OUTGOING);
    const [request] = requests as [Request];
    expect(request.url).toBe("https://email.eu-central-1.amazonaws.com/v2/email/outbound-emails");
    expect(request.headers.get("X-Amz-Date")).toBe("20261105T093000Z");
    expect(request.headers.get("Authorization")).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIANOTAREALKEY00000\/20261105\/eu-central-1\/ses\/aws4_request, SignedHeaders=host;x-amz-date, Signature=[0-9a-f]{64}$/,
    );
    expect(JSON.stringify([...request.headers])).not.toContain(SECRET);
    expect(request.headers.get("Authorization")).toContain(await signatureOf(request));
  });

  test("goes to China's own domain there, and names the configuration set", async () => {
    const configured = (fetch: typeof globalThis.fetch) =>
      sesChannel({ ...CONFIG, fetch, region: "cn-north-1", configuration_set: "waybill" });
    const { channel, requests } = httpFake("takes the mail", ANSWERS, configured);
    await channel.send(OUTGOING);
    expect(requests[0]!.url).toBe("https://email.cn-north-1.amazonaws.com.cn/v2/email/outbound-emails");
    expect(await requests[0]!.json()).toMatchObject({ ConfigurationSetName: "waybill" });
  });
});

describe("a refusal by name", () => {
  test.each<[string, number, Receipt["outcome"]]>([
    ["BadRequestException", 400, "rejected"],
    ["MessageRejected", 400, "rejected"],
    ["AccountSuspendedException", 400, "deferred"],
    ["SendingPausedException", 400, "deferred"],
    ["LimitExceededException", 400, "deferred"],
    ["MailFromDomainNotVerifiedException", 400, "deferred"],
    ["Throttling", 400, "deferred"],
    ["ThrottlingException", 400, "deferred"],
    ["RequestExpired", 400, "deferred"],
    ["IncompleteSignature", 400, "deferred"],
    ["NotFoundException", 404, "deferred"],
    ["TooManyRequestsException", 429, "deferred"],
    ["AccessDeniedException", 403, "deferred"],
    ["SignatureDoesNotMatch", 403, "deferred"],
    ["ServiceUnavailable", 503, "deferred"],
    ["InternalFailure", 500, "unknown"],
    ["toString", 400, "rejected"],
  ])("%s with %i is %s, in the header or in the body", async (name, status, outcome) => {
    const message = "says why";
    const receipts = [
      await sendAndGet(answer(status, { message }, { "x-amzn-ErrorType": name })),
      await sendAndGet(answer(status, { message }, { "x-amzn-ErrorType": `${name}:http://internal` })),
      await sendAndGet(answer(status, { message, __type: name })),
      await sendAndGet(answer(status, { message, __type: `com.amazonaws.sesv2#${name}` })),
    ];
    for (const receipt of receipts) expect(receipt).toEqual({ ...receipts[0], outcome });
    expect(receipts[0]).toHaveProperty(
      "reason",
      expect.stringMatching(`^Amazon SES answered ${status}.*: says why$`),
    );
  });

  test("for an address that is not verified is for the shop to correct", async () => {
    const message =
      "Email address is not verified. The following identities failed the check: orders@linden.example";
    const receipt = await sendAndGet(answer(400, { message }, { "x-amzn-ErrorType": "MessageRejected" }));
    expect(receipt).toMatchObject({
      outcome: "deferred",
      reason:
        "Amazon SES answered 400 MessageRejected, an address is not verified: Email address is not verified. " +
        "The following identities failed the check: […]",
    });
  });
});

const sendAndGet = (response: Promise<Response>): Promise<Receipt> =>
  open((() => response) as typeof globalThis.fetch).send(OUTGOING);

/** SigV4 by its description, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
async function signatureOf(request: Request): Promise<string> {
  const { host, pathname } = new URL(request.url);
  const time = request.headers.get("X-Amz-Date")!;
  const scope = `${time.slice(0, 8)}/eu-central-1/ses/aws4_request`;
  const head = `host:${host}\nx-amz-date:${time}\n\nhost;x-amz-date`;
  const canonical = `POST\n${pathname}\n\n${head}\n${await sha256(await request.clone().text())}`;
  let key: Uint8Array = new TextEncoder().encode(`AWS4${SECRET}`);
  for (const part of scope.split("/")) key = await hmac(key, part);
  return (await hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${await sha256(canonical)}`)).toHex();
}

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toHex();
}

async function hmac(key: Uint8Array, text: string): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text)));
}

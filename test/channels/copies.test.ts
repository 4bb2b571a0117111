/** Copies reach every provider beside the message, and no header of the message names them. */
import { expect, test } from "vitest";
import type { Channel, OutgoingMail } from "../../src/channels/channel.ts";
import { cloudflareChannel } from "../../src/channels/cloudflare.ts";
import { mailchannelsChannel } from "../../src/channels/mailchannels.ts";
import { postmarkChannel } from "../../src/channels/postmark.ts";
import { resendChannel } from "../../src/channels/resend.ts";
import { sendgridChannel } from "../../src/channels/sendgrid.ts";
import { sesChannel } from "../../src/channels/ses.ts";
import { compose } from "../../src/mail/mime/compose.ts";
import { OUTGOING } from "./conformance.ts";

const COPY = "kontor+ab12@invite.reviews.example";
const SECOND = "belege@buchhaltung.example";

/** The fields in which the providers take copies. */
interface Body {
  readonly bcc?: unknown;
  readonly Bcc?: string;
  readonly personalizations: readonly [{ readonly bcc?: readonly { readonly email: string }[] }];
  readonly Destination: { readonly BccAddresses?: unknown };
}

/** What reached the provider: the body of its one request, or what its binding was given. */
type Open = (taken: (body: unknown) => void) => Channel<OutgoingMail>;

const http =
  (open: (access: { fetch: typeof fetch; timeout_ms: number }) => Channel<OutgoingMail>): Open => (taken) =>
    open({
      timeout_ms: 1_000,
      fetch: (async (request: Request) => {
        taken(await request.json());
        return new Response("{}");
      }) as typeof fetch,
    });

const CHANNELS: Readonly<Record<string, { open: Open; copies: (body: Body) => unknown }>> = {
  resend: { open: http((access) => resendChannel({ ...access, api_key: "k" })), copies: ({ bcc }) => bcc },
  postmark: {
    open: http((access) => postmarkChannel({ ...access, server_token: "k" })),
    copies: ({ Bcc }) => Bcc?.split(","),
  },
  sendgrid: {
    open: http((access) => sendgridChannel({ ...access, api_key: "k" })),
    copies: ({ personalizations: [{ bcc }] }) => bcc?.map(({ email }) => email),
  },
  mailchannels: {
    open: http((access) => mailchannelsChannel({ ...access, api_key: "k" })),
    copies: ({ personalizations: [{ bcc }] }) => bcc?.map(({ email }) => email),
  },
  ses: {
    open: http((access) =>
      sesChannel({ ...access, region: "eu-1", access_key_id: "k", secret_access_key: "s", clock: () => 0 })
    ),
    copies: ({ Destination }) => Destination.BccAddresses,
  },
  cloudflare: {
    open: (taken) =>
      cloudflareChannel({
        send: (message: unknown) => {
          taken(message);
          return Promise.resolve({ messageId: "1" });
        },
      } as unknown as SendEmail, 1_000),
    copies: ({ bcc }) => bcc,
  },
};

test.each(Object.entries(CHANNELS))("%s sends copies unseen by the reader", async (_, { open, copies }) => {
  const bodies: Body[] = [];
  const channel = open((body) => bodies.push(body as Body));
  const mail = { ...OUTGOING.mail, copies: [{ email: COPY }, { email: SECOND }] };
  await channel.send({ ...OUTGOING, mail, raw: await compose(mail) });
  expect(copies(bodies[0]!)).toEqual([COPY, SECOND]);
});

test.each(Object.entries(CHANNELS))(
  "%s sends no copy where the shop wants none",
  async (_, { open, copies }) => {
    const bodies: Body[] = [];
    await open((body) => bodies.push(body as Body)).send(OUTGOING);
    expect(copies(bodies[0]!)).toBeUndefined();
  },
);

test("the message names no copy", async () => {
  const raw = await compose({ ...OUTGOING.mail, copies: [{ email: COPY }] });
  expect(raw).toBe(await compose(OUTGOING.mail));
  expect(raw).not.toMatch(/bcc|invite\.reviews/i);
});

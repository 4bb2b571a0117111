import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { listCaptured } from "../../../src/channels/capture.ts";
import { sendSample } from "../../../src/flow/desk/send_sample.ts";
import { sampleMail } from "../../../src/mail/samples/sample_mail.ts";
import { portsOf } from "../../../src/doors/ports.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse } from "../../support/house.ts";

beforeAll(openHouse);

const sample = {
  id: "s1",
  kind: "order_confirmation",
  locale: "en",
  mail: sampleMail("order_confirmation", "en", SHOP, null, NOW_MS).mail,
  to: "kaja@kontor.example",
} as const;

test("a sample goes to the person's address and is no message of the ledger", async () => {
  const ports = portsOf(env as never);
  expect(await sendSample(ports, DEMO, sample, NOW_MS)).toEqual({ ok: true, value: null });
  const [caught] = await listCaptured(env.MAIL, 5);
  expect(caught).toMatchObject({ to: "kaja@kontor.example" });
  const { count } =
    (await env.DB.prepare("select count(*) as count from messages").first<{ count: number }>())!;
  expect(count).toBe(0);
});

test("what the channel answers is told where it does not go", async () => {
  const ports = portsOf(env as never);
  const shop = { ...DEMO, settings: { ...SHOP, channels: ["resend" as const] } };
  expect(await sendSample(ports, shop, sample, NOW_MS)).toMatchObject({ ok: false, reason: "not_sent" });
});

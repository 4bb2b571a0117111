/** An erasure takes the files of an order as well: the customer's photos, and the label that the shop uploaded. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";
import { sendEvent, settled } from "../../support/river.ts";
import { mailsTo, pathFor, visitor } from "../../support/visitor.ts";

const EMAIL = "wilhelmina@hawthorne.example";
const PHOTO = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9])], "x.jpg", {
  type: "image/jpeg",
});
const DECIDE = "/admin/demo/returns/decide";

beforeAll(async () => {
  await openHouse();
  await openDesks();
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(
    JSON.stringify({ ...SHOP, order_index: true }),
  ).run();
});

test("photos of a return and of a claim, and an uploaded label, go with their order", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await sendEvent("order.placed", NOW, {
    order: {
      ...ADAS_ORDER,
      id: "f1",
      number: "#f1",
      locale: "en",
      customer: { email: EMAIL, name: "W. H." },
    },
  });
  await sendEvent("shipment.delivered", hours(1), { order_id: "f1", shipment: { id: "p1" } });
  vi.setSystemTime(hours(2));
  await settled("f1");
  const path = await pathFor("order", "demo/standard/f1");
  const { get, submit, prove } = visitor();
  await prove(await get(`${path}/prove?for=unmask`), EMAIL);

  const back = await get(`${path}/return`);
  const items = [...back.html.matchAll(/<select id="(line-[^"]+)"/g)].map(([, name]) => name!);
  const reasons = await submit(back, { [items[0]!]: "1", what: "refund" });
  const why = /name="(why-[^"]+)"/.exec(reasons.html)![1]!;
  await submit(reasons, { [why]: "faulty", pictures: PHOTO });
  const broken = await submit(await get(`${path}/problem`), { what: "damaged" });
  const [line] = [...broken.html.matchAll(/<(?:select|input) id="(line-[^"]+)"/g)].map(([, name]) => name!);
  await submit(broken, { [line!]: "1", do: "refund", words: "It broke", pictures: PHOTO });

  const desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
  const approved = await desk.submit(await desk.get("/admin/demo/returns"), DECIDE, { do: "approve" });
  await desk.submit(approved, DECIDE, {
    do: "label",
    label: new File(["%PDF-1.7\ntrailer\n%%EOF\n"], "label.pdf", { type: "application/pdf" }),
  });
  expect(await filesOf("f1")).toHaveLength(3);
  expect((await filesOf("f1")).filter((key) => key.includes("/labels/"))).toHaveLength(1);

  await submit(await get(`${path}/privacy/erase`), { sure: "yes" });
  await mailsTo(EMAIL, "erasure_done", 1);
  expect(await filesOf("f1")).toEqual([]);
  expect((await get(path)).status).toBe(404);
});

async function filesOf(id: string): Promise<readonly string[]> {
  const { objects } = await env.MAIL.list({ prefix: `attachments/demo/standard/${id}/` });
  return objects.map(({ key }) => key);
}

/** Prints the tables and rows of a small shop as this version leaves them; `deno task fixture VERSION` keeps them. No test of its own. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { ADAS_ORDER, NOW, NOW_MS } from "../support/cast.ts";
import { eventually } from "../support/eventually.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, mailsOf, sendEvent } from "../support/river.ts";

/** What D1 and SQLite keep for themselves. */
const NOT_OURS = /^(?:sqlite_|_cf_)/;

test("prints the fixture", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await openHouse();
  const placed = (id: string) => ({ order: { ...ADAS_ORDER, id, number: `#${id}` } });
  // One order that has come home, one that is still to be shipped, and a parcel whose order is not known yet.
  await sendEvent("order.placed", NOW, placed("home"));
  await mailsOf("#home", 1);
  await sendEvent("shipment.shipped", NOW, {
    order_id: "home",
    shipment: { id: "p1", tracking: [{ number: "JD0146", carrier: "DHL" }] },
  });
  await mailsOf("#home", 2);
  await sendEvent("shipment.delivered", NOW, { order_id: "home", shipment: { id: "p1" } });
  await mailsOf("#home", 3);
  await sendEvent("order.placed", NOW, placed("open"));
  await mailsOf("#open", 1);
  await sendEvent("shipment.shipped", NOW, {
    order_id: "unknown",
    shipment: { id: "p9", tracking: [{ number: "JD0199", carrier: "DHL" }] },
  });
  await eventually(async () => expect((await ledgerOf("open")).map(({ state }) => state)).toContain("sent"));

  const { results: made } = await env.DB.prepare(
    "select name, sql from sqlite_master where sql is not null order by type = 'table' desc, name",
  ).all<{ name: string; sql: string }>();
  const ours = made.filter(({ name }) => !NOT_OURS.test(name));
  for (const { sql } of ours) print("schema", `${sql};`);
  for (const { name } of ours.filter(({ sql }) => /^create table/i.test(sql))) {
    const { results } = await env.DB.prepare(`select * from ${name}`).all<
      Record<string, string | number | null>
    >();
    for (const row of results) {
      print(
        "rows",
        `insert into ${name} (${Object.keys(row).join(", ")}) values (${
          Object.values(row).map(literal).join(", ")
        });`,
      );
    }
  }
});

function print(file: "schema" | "rows", line: string): void {
  console.log(`FIXTURE ${file} ${JSON.stringify(line)}`);
}

function literal(value: string | number | null): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}

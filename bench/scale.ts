/**
 * What the clock costs among many shops: three cells with 10, 100 and 1,000 shops each. The Worker's own code on local
 * D1, seeded; its queue is emptied errand by errand, so that the figures do not depend on how fast this machine polls.
 */
import type { Figure } from "./bench.ts";
import { atMost, counted } from "./order_cost.ts";
import { build, type House, sealedFor, SETTINGS, start } from "./miniflare.ts";
import type { Ran } from "./scale_worker.ts";
import { anOrder, postEvent, postOrder } from "./webhooks.ts";

const CELLS = 3;
/** Shops of all cells together. */
const SIZES = [30, 300, 3_000];
const DUE_AT_ONCE = 100_000;
const DUE_OF_A_SHOP = Math.ceil(DUE_AT_ONCE / 3_000);
/** Orders that one errand plans. */
const ORDERS_OF_AN_ERRAND = 40;
/** Errands that are timed; all others take as long. */
const TIMED = 30;
const STATEMENTS_MAX = 1_000;
const MINUTE_MS = 60_000;
/** https://developers.cloudflare.com/d1/platform/limits/ */
const CELL_BYTES = 10_000_000_000;
const LIVES = 60;
/** Orders to which one run of a night gives an end, and a few more. */
const PAGE_OF_A_NIGHT = 260;
/** Shops that one statement inserts. */
const AT_ONCE = 100;
/** Three in the morning in Berlin, the zone of the shops. */
const NIGHT = "T02:00:00.000Z";

export async function scaleCost(): Promise<readonly Figure[]> {
  const script = await build("bench/scale_worker.ts", "dist/bench");
  const figures: Figure[] = [];
  for (const shops of SIZES) {
    const begun_ms = Date.now();
    figures.push(...await among(script, shops));
    // What follows takes longer: whoever waits sees that it goes on.
    console.error(`  ${shops} shops: measured in ${Math.round((Date.now() - begun_ms) / 1_000)} s`);
  }
  return [...figures, ...await bytesOfAnOrder(script)];
}

async function among(
  script: string,
  shops: number,
): Promise<readonly Figure[]> {
  const house = await start({ script, consumers: false, cells: CELLS });
  try {
    const state = await stateOfAnOrder(house);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(
      0,
      10,
    );
    const night_ms = Date.parse(`${tomorrow}${NIGHT}`);
    await seed(house, shops, state, night_ms - 1);
    const called = `${shops} shops`;

    const tick = await run(house, { cron: "* * * * *", now_ms: night_ms });
    const served = await run(house, {
      errands: Math.min(TIMED, shops),
      now_ms: night_ms,
    });
    const errand_ms = served.ms / served.invocations;
    const errands = shops *
      Math.ceil(DUE_AT_ONCE / shops / ORDERS_OF_AN_ERRAND);
    // Those that were not timed are left: what comes now is measured without them.
    await discard(house, night_ms);

    const noisy = await besideANoisyOne(
      house,
      state,
      night_ms + 10 * MINUTE_MS,
    );
    // Nobody takes the noisy shop's mails here: they would wait for ever.
    await discard(house, night_ms + 29 * MINUTE_MS);
    const swept = await night(house, night_ms + 30 * MINUTE_MS);
    const most = [tick, served, noisy, swept.ran].map((
      { statements_max },
    ) => statements_max);
    return [
      counted(
        `${called}: rows read by a tick that finds all of them due`,
        tick.rows_read,
        "rows",
      ),
      counted(
        `${called}: statements of this tick`,
        tick.statements_max,
        "statements",
      ),
      counted(
        `${called}: errands that this tick sends`,
        tick.waiting["due"] ?? 0,
        "errands",
      ),
      counted(
        `${called}: an errand of ${DUE_OF_A_SHOP} orders`,
        Math.round(errand_ms),
        "ms",
      ),
      counted(
        `${called}: lag with ${DUE_AT_ONCE} orders due at once, an errand a cell at a time`,
        Math.round(errands * errand_ms / CELLS / 1_000),
        "s",
      ),
      atMost(
        `${called}: wait of a quiet shop beside a noisy one`,
        noisy.ticks,
        1,
        "ticks",
      ),
      counted(
        `${called}: the noisy shop's mails before the quiet one's`,
        noisy.ahead,
        "mails",
      ),
      {
        ...counted(
          `${called}: shops that retention reached in one night`,
          swept.shops,
          "shops",
        ),
        bound: `= ${shops}`,
        ok: swept.shops === shops,
      },
      counted(
        `${called}: that night, an errand a cell at a time`,
        Math.round(swept.ran.ms / CELLS / 1_000),
        "s",
      ),
      counted(
        `${called}: minutes until all errands of that night were sent`,
        swept.minutes,
        "min",
      ),
      atMost(
        `${called}: statements of the largest invocation`,
        Math.max(...most),
        STATEMENTS_MAX,
        "statements",
      ),
    ];
  } finally {
    await house.miniflare.dispose();
  }
}

/** The state of an order that waits for its money, so that its deadline owes a reminder. */
async function stateOfAnOrder(house: House): Promise<string> {
  const lines = anOrder("seed")["lines"] as readonly {
    quantity: number;
    unit_price_minor: number;
  }[];
  const two = lines.slice(0, 2);
  const total_minor = two.reduce(
    (sum, line) => sum + line.quantity * line.unit_price_minor,
    0,
  );
  const order = {
    ...anOrder("seed"),
    lines: two,
    shipping: undefined,
    total_minor,
    payment: { status: "pending" },
  };
  await postOrder(house.url, order);
  const [row] = await sql(
    house,
    1,
    "select state from orders where id = 'demo/standard/seed'",
  );
  await sql(house, 1, "delete from orders");
  await sql(house, 1, "delete from messages");
  return String(row!["state"]).replaceAll("'", "''");
}

async function seed(
  house: House,
  shops: number,
  state: string,
  due_at: number,
): Promise<void> {
  const settings = JSON.stringify({
    ...SETTINGS,
    time_zone: "Europe/Berlin",
    retention_days: 365,
  }).replaceAll("'", "''");
  const per_cell = shops / CELLS;
  for (let cell = 1; cell <= CELLS; cell++) {
    const id = `printf('c${cell}-%05d', n.i)`;
    for (let first = 1; first <= per_cell; first += AT_ONCE) {
      const rows: string[] = [];
      for (let i = first; i < Math.min(first + AT_ONCE, per_cell + 1); i++) {
        const shop = `c${cell}-${String(i).padStart(5, "0")}`;
        rows.push(
          `('${shop}', '${settings}', '${await sealedFor(
            shop,
            "{}",
          )}', ${cell})`,
        );
      }
      await sql(
        house,
        1,
        `insert into shops (id, settings, secrets, cell) values ${rows.join(", ")}`,
      );
    }
    await sql(
      house,
      cell,
      `insert into orders (id, number, seq, state, updated_at, deadline_at, fold_version)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${per_cell}),
        m(j) as (select 1 union all select j + 1 from m where j < ${DUE_OF_A_SHOP})
      select ${id} || '/standard/' || m.j, '#' || m.j, 1, '${state}', 0, ${due_at}, 0 from n, m`,
    );
  }
  await sql(house, 1, "delete from shops where id = 'demo'");
  // All shops but the first of each cell gave their orders an end on an earlier day; those have one more page of them.
  for (let cell = 1; cell <= CELLS; cell++) {
    await sql(
      house,
      cell,
      `insert into retentions (shop_id, days, after)
      with recursive n(i) as (select 2 union all select i + 1 from n where i < ${per_cell})
      select printf('c${cell}-%05d', n.i), 365, null from n`,
    );
    await sql(
      house,
      cell,
      `insert into orders (id, number, seq, state, updated_at, deadline_at, fold_version)
      with recursive m(j) as (select 1 union all select j + 1 from m where j < ${PAGE_OF_A_NIGHT})
      select 'c${cell}-00001/standard/r' || m.j, '#' || m.j, 1, '${state}', 0, ${due_at} + 864000000, 0 from m`,
    );
  }
}

/** A noisy shop with thousands of due orders and mails, and a neighbour in its cell with one order due a moment later. */
async function besideANoisyOne(
  house: House,
  state: string,
  now_ms: number,
): Promise<Ran & { ticks: number; ahead: number }> {
  const insert = (shop: string, orders: number, due_at: number) =>
    sql(
      house,
      2,
      `insert into orders (id, number, seq, state, updated_at, deadline_at, fold_version)
      with recursive m(j) as (select 1 union all select j + 1 from m where j < ${orders})
      select '${shop}/standard/n' || m.j, '#' || m.j, 1, '${state}', 0, ${due_at}, 0 from m`,
    );
  await insert("c2-00001", 5_000, now_ms - 2);
  await insert("c2-00002", 1, now_ms - 1);
  const ran = await run(house, { cron: "* * * * *", now_ms });
  let ahead = 0;
  for (let ticks = 1; ticks <= 60; ticks++) {
    const served = await run(house, { errands: 50, now_ms: now_ms + ticks });
    for (const [shop, mails] of served.woken) {
      if (shop === "c2-00002") {
        return {
          ...served,
          statements_max: Math.max(ran.statements_max, served.statements_max),
          ticks,
          ahead,
        };
      }
      ahead += mails;
    }
  }
  throw new Error(
    "Cannot measure as the quiet shop's mail must be woken within an hour",
  );
}

/** Empties the queue, and gives the orders that no errand has planned a later deadline. */
async function discard(house: House, now_ms: number): Promise<void> {
  await run(house, { discard: true, now_ms });
  for (let cell = 1; cell <= CELLS; cell++) {
    await sql(
      house,
      cell,
      `update orders set deadline_at = ${now_ms + 86_400_000} where deadline_at <= ${now_ms}`,
    );
    await sql(house, cell, "delete from errands");
    await sql(house, cell, "delete from messages");
  }
}

async function night(
  house: House,
  now_ms: number,
): Promise<Night> {
  const tick = await run(house, { cron: "*/30 * * * *", now_ms });
  let { statements_max, ms } = tick;
  const add = (ran: Ran) => {
    statements_max = Math.max(statements_max, ran.statements_max);
    ms += ran.ms;
  };
  // The ticks of the half hour: a round goes on, page by page, each minute.
  let minutes = 0;
  for (let minute = 1; minute < 30; minute++) {
    const at_ms = now_ms + minute * MINUTE_MS;
    const ran = await run(house, { errands: 5_000, now_ms: at_ms });
    add(ran);
    if (Object.keys(ran.waiting).length > 0) continue;
    const [going] = await sql(house, 1, "select count(*) as count from sweeps where name = 'round'");
    if (Number(going!["count"]) === 0) break;
    minutes = minute;
    add(await run(house, { cron: "* * * * *", now_ms: at_ms }));
  }
  let shops = 0;
  for (let cell = 1; cell <= CELLS; cell++) {
    const [row] = await sql(
      house,
      cell,
      "select count(*) as count from retentions where swept_at > 0",
    );
    shops += Number(row!["count"]);
  }
  return { ran: { ...tick, statements_max, ms }, shops, minutes };
}

interface Night {
  readonly ran: Ran;
  readonly shops: number;
  /** Ticks after that of the half hour which the round needed. */
  readonly minutes: number;
}

/** Lives of two lines and five webhooks, through the Worker's own door. */
async function bytesOfAnOrder(script: string): Promise<readonly Figure[]> {
  const house = await start({ script, consumers: false, cells: CELLS });
  try {
    const before = await sizeOf(house);
    for (let at = 0; at < LIVES; at++) {
      const id = `life-${at}`;
      const lines = (anOrder(id)["lines"] as readonly {
        quantity: number;
        unit_price_minor: number;
      }[]).slice(0, 2);
      const total_minor = lines.reduce(
        (sum, line) => sum + line.quantity * line.unit_price_minor,
        0,
      );
      await postOrder(house.url, {
        ...anOrder(id),
        lines,
        shipping: undefined,
        total_minor,
        payment: { status: "pending" },
      });
      await postEvent(house.url, id, "payment.succeeded", {
        payment: { id: `pi-${at}`, amount_minor: total_minor },
      });
      const shipment = {
        id: "p1",
        tracking: [{ number: `0034043416109404${at}`, carrier: "DHL" }],
      };
      await postEvent(house.url, id, "shipment.shipped", { shipment });
      await postEvent(house.url, id, "shipment.out_for_delivery", {
        shipment: { id: "p1" },
      });
      await postEvent(house.url, id, "shipment.delivered", {
        shipment: { id: "p1" },
      });
    }
    const bytes = Math.round((await sizeOf(house) - before) / LIVES);
    return [
      counted("an order of two lines and five webhooks", bytes, "bytes"),
      counted(
        "orders that one cell holds",
        Math.floor(CELL_BYTES / bytes / 1_000) * 1_000,
        "orders",
      ),
    ];
  } finally {
    await house.miniflare.dispose();
  }
}

async function run(
  { url }: House,
  asked: Record<string, unknown>,
): Promise<Ran> {
  const answer = await fetch(new URL("/scale/run", url), {
    method: "POST",
    body: JSON.stringify(asked),
  });
  if (!answer.ok) {
    throw new Error(
      `Cannot run as the Worker must answer: ${await answer.text()}`,
    );
  }
  return await answer.json();
}

async function asked({ url }: House, cell: number, text: string) {
  const answer = await fetch(new URL(`/scale/sql?cell=${cell}`, url), {
    method: "POST",
    body: text,
  });
  if (!answer.ok) {
    throw new Error(
      `Cannot seed as the statement must run: ${(await answer.text()).slice(0, 500)}`,
    );
  }
  return await answer.json() as {
    readonly results: readonly Record<string, unknown>[];
    readonly size: number;
  };
}

async function sql(
  house: House,
  cell: number,
  text: string,
): Promise<readonly Record<string, unknown>[]> {
  return (await asked(house, cell, text)).results;
}

async function sizeOf(house: House): Promise<number> {
  return (await asked(house, 1, "select 1")).size;
}

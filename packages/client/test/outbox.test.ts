/** What every outbox must do, held to all of them: in memory, in files, in SQL. */
import { appendFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test } from "vitest";
import { fileOutbox } from "../src/file_outbox.ts";
import { memoryOutbox } from "../src/memory_outbox.ts";
import type { Outbox } from "../src/outbox.ts";
import { createOutboxTable, type RunSql, sqlOutbox } from "../src/sql_outbox.ts";

interface Note {
  readonly n: number;
}

/** `reopen` stands for the next process; null where nothing survives. */
interface Opened {
  readonly outbox: Outbox<Note>;
  readonly reopen: (() => Promise<Outbox<Note>>) | null;
}

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "waybill-outbox-"));
  folders.push(path);
  return path;
}

function sqlite(): RunSql {
  const db = new DatabaseSync(":memory:");
  const run: RunSql = (sql, parameters) =>
    Promise.resolve(db.prepare(sql).all(...parameters) as Record<string, unknown>[]);
  for (const statement of createOutboxTable()) db.exec(statement);
  return run;
}

const OUTBOXES: Readonly<Record<string, () => Promise<Opened>>> = {
  memory: () => Promise.resolve({ outbox: memoryOutbox<Note>(), reopen: null }),
  files: async () => {
    const path = await folder();
    const outbox = await fileOutbox<Note>(path);
    const reopen = async () => {
      await outbox.close!();
      return await fileOutbox<Note>(path);
    };
    return { outbox, reopen };
  },
  sql: () => {
    const run = sqlite();
    return Promise.resolve({
      outbox: sqlOutbox<Note>({ run }),
      reopen: () => Promise.resolve(sqlOutbox<Note>({ run })),
    });
  },
};

const NOW_MS = Date.parse("2026-11-22T12:00:00Z");
const LEASE_MS = 30_000;

describe.each(Object.entries(OUTBOXES))("an outbox in %s", (_, openOutbox) => {
  const idsOf = async (outbox: Outbox<Note>, now_ms = NOW_MS, limit = 10) =>
    (await outbox.claim(now_ms, limit, LEASE_MS)).map(({ id }) => id);

  test("hands out the oldest of each order, and the next one only when that is taken", async () => {
    const { outbox } = await openOutbox();
    for (const [id, order] of [["a1", "a"], ["a2", "a"], ["b1", "b"], ["a3", "a"]] as const) {
      expect(await outbox.put({ id, order, event: { n: 1 } }, NOW_MS)).toBe(true);
    }
    expect(await idsOf(outbox)).toEqual(["a1", "b1"]);
    expect(await idsOf(outbox)).toEqual([]);
    await outbox.take("a1", NOW_MS);
    expect(await idsOf(outbox)).toEqual(["a2"]);
  });

  test("keeps the order of what came in the same millisecond, and when the clock goes back", async () => {
    const { outbox } = await openOutbox();
    const ids = Array.from({ length: 12 }, (_, n) => `event-${n}`);
    for (const [n, id] of ids.entries()) {
      await outbox.put({ id, order: "a", event: { n } }, NOW_MS - (n > 6 ? 5_000 : 0));
    }
    for (const id of ids) {
      expect(await idsOf(outbox)).toEqual([id]);
      await outbox.take(id, NOW_MS);
    }
  });

  test("gives back what was kept, and no more than asked for", async () => {
    const { outbox } = await openOutbox();
    for (let n = 0; n < 5; n++) await outbox.put({ id: `e${n}`, order: `o${n}`, event: { n } }, NOW_MS);
    expect(await outbox.claim(NOW_MS, 1, LEASE_MS)).toMatchObject([
      { id: "e0", order: "o0", event: { n: 0 }, kept_at_ms: NOW_MS, attempts: 0 },
    ]);
    expect(await idsOf(outbox, NOW_MS, 2)).toEqual(["e1", "e2"]);
  });

  test("hands out again what its holder never brought back", async () => {
    const { outbox } = await openOutbox();
    await outbox.put({ id: "a1", order: "a", event: { n: 1 } }, NOW_MS);
    expect(await idsOf(outbox)).toEqual(["a1"]);
    expect(await idsOf(outbox, NOW_MS + LEASE_MS - 1)).toEqual([]);
    expect(await idsOf(outbox, NOW_MS + LEASE_MS)).toEqual(["a1"]);
  });

  test("knows an id that waits, was taken or was refused", async () => {
    const { outbox } = await openOutbox();
    for (const id of ["waits", "taken", "refused"]) {
      await outbox.put({ id, order: id, event: { n: 1 } }, NOW_MS);
    }
    await outbox.take("taken", NOW_MS);
    await outbox.refuse("refused", "no", NOW_MS);
    for (const id of ["waits", "taken", "refused"]) {
      expect(await outbox.put({ id, order: id, event: { n: 2 } }, NOW_MS)).toBe(false);
    }
    expect(await idsOf(outbox)).toEqual(["waits"]);
  });

  test("holds back what is not due, and what stands behind it", async () => {
    const { outbox } = await openOutbox();
    for (const id of ["a1", "a2"]) await outbox.put({ id, order: "a", event: { n: 1 } }, NOW_MS);
    await outbox.claim(NOW_MS, 10, LEASE_MS);
    await outbox.postpone("a1", { due_at_ms: NOW_MS + 60_000, attempts: 1, error: "Waybill answered 500" });
    expect(await idsOf(outbox, NOW_MS + 59_999)).toEqual([]);
    expect(await outbox.claim(NOW_MS + 60_000, 10, LEASE_MS)).toMatchObject([{ id: "a1", attempts: 1 }]);
  });

  test("tells how many wait, since when, and what was refused for which reason", async () => {
    const { outbox } = await openOutbox();
    expect(await outbox.state()).toEqual({ waiting: 0, oldest_at_ms: null, refused: 0 });
    for (let n = 0; n < 3; n++) await outbox.put({ id: `e${n}`, order: "a", event: { n } }, NOW_MS + n);
    expect(await outbox.state()).toEqual({ waiting: 3, oldest_at_ms: NOW_MS, refused: 0 });
    await outbox.refuse("e0", "data.order must be given", NOW_MS);
    expect(await outbox.state()).toEqual({ waiting: 2, oldest_at_ms: NOW_MS + 1, refused: 1 });
    expect(await outbox.refused(10)).toEqual([{ id: "e0", order: "a", error: "data.order must be given" }]);
    expect(await idsOf(outbox, NOW_MS + 10)).toEqual(["e1"]);
  });

  test("hands out what a clock that was ahead put off or leased, once the clock is right again", async () => {
    const { outbox } = await openOutbox();
    const ahead_ms = NOW_MS + 365 * 86_400_000;
    for (const id of ["due", "leased"]) await outbox.put({ id, order: id, event: { n: 1 } }, ahead_ms);
    await outbox.claim(ahead_ms, 10, LEASE_MS);
    await outbox.postpone("due", { due_at_ms: ahead_ms + 3_600_000, attempts: 1, error: "500" });
    expect((await idsOf(outbox)).sort()).toEqual(["due", "leased"]);
    expect(await idsOf(outbox)).toEqual([]);
  });

  test("forgets what is done with, and nothing that waits", async () => {
    const { outbox } = await openOutbox();
    for (const id of ["waits", "refused"]) await outbox.put({ id, order: id, event: { n: 1 } }, NOW_MS);
    await outbox.refuse("refused", "no", NOW_MS);
    await outbox.forget(NOW_MS + 1);
    expect(await outbox.state()).toMatchObject({ waiting: 1, refused: 0 });
  });

  test("survives its process, where it is more than memory", async () => {
    const { outbox, reopen } = await openOutbox();
    if (reopen === null) return expect(OUTBOXES["memory"]).toBe(openOutbox);
    for (let n = 0; n < 4; n++) await outbox.put({ id: `e${n}`, order: "a", event: { n } }, NOW_MS + n);
    await outbox.take("e0", NOW_MS);
    await outbox.refuse("e1", "no", NOW_MS);
    const [claimed] = await outbox.claim(NOW_MS + 10, 10, LEASE_MS);
    await outbox.postpone(claimed!.id, { due_at_ms: NOW_MS, attempts: 3, error: "500" });
    const next = await reopen();
    expect(await next.state()).toMatchObject({ waiting: 2, refused: 1 });
    expect(await next.claim(NOW_MS + LEASE_MS, 10, LEASE_MS)).toMatchObject([
      { id: "e2", event: { n: 2 }, attempts: 3, kept_at_ms: NOW_MS + 2 },
    ]);
    await next.put({ id: "e4", order: "a", event: { n: 4 } }, NOW_MS - 60_000);
    for (const id of ["e2", "e3"]) await next.take(id, NOW_MS);
    expect(await next.claim(NOW_MS + LEASE_MS, 10, LEASE_MS)).toMatchObject([{ id: "e4" }]);
  });
});

describe("an outbox in memory", () => {
  test("keeps no more than it may", async () => {
    const outbox = memoryOutbox<Note>({ size_max: 1 });
    await outbox.put({ id: "a", order: "a", event: { n: 1 } }, NOW_MS);
    await expect(outbox.put({ id: "b", order: "b", event: { n: 1 } }, NOW_MS)).rejects
      .toThrow("Cannot keep event as at most 1 may wait in memory");
  });
});

describe("an outbox in files", () => {
  test("sets aside what a full disk left half written, and starts all the same", async () => {
    const path = await folder();
    const outbox = await fileOutbox<Note>(path);
    await outbox.put({ id: "whole", order: "a", event: { n: 1 } }, NOW_MS);
    await writeFile(join(path, "half.json"), '{"id":"half","ord');
    await appendFile(join(path, "beside.json.new"), "{");
    await outbox.close!();
    const next = await fileOutbox<Note>(path);
    expect(await next.state()).toMatchObject({ waiting: 1 });
    expect(await readdir(path)).toContain("half.json.broken");
    expect(await readdir(path)).not.toContain("beside.json.new");
  });

  test("leaves no file behind for what was taken", async () => {
    const path = await folder();
    const outbox = await fileOutbox<Note>(path);
    await outbox.put({ id: "a", order: "a", event: { n: 1 } }, NOW_MS);
    await outbox.take("a", NOW_MS);
    expect(await readdir(path)).toEqual(["process.lock"]);
    await outbox.close!();
    expect(await readdir(path)).toEqual([]);
  });

  test("keeps the order of events that were put at the same time", async () => {
    const outbox = await fileOutbox<{ text: string }>(await folder());
    const large = { text: "x".repeat(500_000) };
    await Promise.all([
      outbox.put({ id: "large", order: "a", event: large }, NOW_MS),
      outbox.put({ id: "small", order: "a", event: { text: "" } }, NOW_MS),
    ]);
    expect(await outbox.claim(NOW_MS, 10, LEASE_MS)).toMatchObject([{ id: "large" }]);
  });
});

describe("processes that share a folder", () => {
  const put = (outbox: Outbox<Note>, id: string) => outbox.put({ id, order: id, event: { n: 1 } }, NOW_MS);
  const ids = async (outbox: Outbox<Note>, now_ms = NOW_MS) =>
    (await outbox.claim(now_ms, 100, LEASE_MS)).map(({ id }) => id).sort();

  test("send each its own events, and none of them twice", async () => {
    const path = await folder();
    const [one, other] = [await fileOutbox<Note>(path), await fileOutbox<Note>(path)];
    await Promise.all(["a", "b"].map((id) => put(one, id)));
    await Promise.all(["c", "d"].map((id) => put(other, id)));
    expect(await ids(one)).toEqual(["a", "b"]);
    expect(await ids(other)).toEqual(["c", "d"]);
  });

  test("take over what one of them left at its end", async () => {
    const path = await folder();
    const [one, other] = [await fileOutbox<Note>(path), await fileOutbox<Note>(path)];
    await put(one, "a");
    await put(other, "b");
    await one.close!();
    expect(await ids(other)).toEqual(["a", "b"]);
    await other.close!();
    const next = await fileOutbox<Note>(path);
    expect(await ids(next)).toEqual(["a", "b"]);
    expect(await next.claim(NOW_MS + LEASE_MS, 10, LEASE_MS)).toMatchObject([{ kept_at_ms: NOW_MS }, {}]);
  });

  test("take over what one of them left that was killed, and not before", async () => {
    const path = await folder();
    const program = `import { fileOutbox } from ${
      JSON.stringify(new URL("../src/file_outbox.ts", import.meta.url).href)
    };
      const outbox = await fileOutbox(${JSON.stringify(path)});
      await outbox.put({ id: "killed", order: "a", event: { n: 1 } }, ${NOW_MS});
      console.log("kept");
      setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ["eval", program], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((kept) => child.stdout.once("data", kept));
    const outbox = await fileOutbox<Note>(path);
    expect(await ids(outbox)).toEqual([]);
    const ended = new Promise((exit) => child.once("exit", exit));
    child.kill("SIGKILL");
    await ended;
    expect(await ids(outbox, NOW_MS + 60_000)).toEqual(["killed"]);
  });
});

test("an outbox of 20,000 events of one order is emptied one by one in seconds", async () => {
  const outbox = memoryOutbox<Note>({ size_max: 20_000 });
  for (let n = 0; n < 20_000; n++) await outbox.put({ id: `e${n}`, order: "a", event: { n } }, NOW_MS);
  let taken = 0;
  for (
    let [next] = await outbox.claim(NOW_MS, 4, LEASE_MS);
    next !== undefined;
    [next] = await outbox.claim(NOW_MS, 4, LEASE_MS)
  ) {
    await outbox.take(next.id, NOW_MS);
    taken += 1;
  }
  expect(taken).toBe(20_000);
}, 20_000);

describe("an outbox in SQL", () => {
  test("keeps nothing of an event that Waybill has but its id", async () => {
    const run = sqlite();
    const outbox = sqlOutbox<{ email: string }>({ run });
    await outbox.put({ id: "a", order: "a", event: { email: "ada@lovelace.example" } }, NOW_MS);
    await outbox.take("a", NOW_MS);
    expect(JSON.stringify(await run("SELECT * FROM waybill_outbox", []))).not.toContain("lovelace");
  });

  test("is shared by processes: none hands out what another holds", async () => {
    const run = sqlite();
    const [one, other] = [sqlOutbox<Note>({ run }), sqlOutbox<Note>({ run })];
    for (let n = 0; n < 6; n++) await one.put({ id: `e${n}`, order: `o${n}`, event: { n } }, NOW_MS);
    const first = await one.claim(NOW_MS, 4, LEASE_MS);
    const second = await other.claim(NOW_MS, 4, LEASE_MS);
    expect([...first, ...second].map(({ id }) => id).sort()).toEqual(["e0", "e1", "e2", "e3", "e4", "e5"]);
  });

  test("takes no name for its table that could be more than a name", () => {
    expect(() => sqlOutbox({ run: sqlite(), table: "a; DROP TABLE orders" })).toThrow("Cannot use table");
  });
});

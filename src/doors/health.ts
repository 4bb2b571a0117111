/** `GET /healthz`: whether everything works that a shop depends on. A monitor reads only the status. */
import type { Context } from "hono";
import { version } from "../../package.json";
import { lastTick } from "../flow/clock/last_tick.ts";
import { type ClockState, latestOf, readClock } from "../flow/clock/read_clock.ts";
import { DATABASE_MAX_BYTES, type DatabaseState, probeDatabase } from "../flow/clock/probe_database.ts";
import { listSpilled } from "../flow/record/list_spilled.ts";
import { SET_ASIDE, SPILL } from "../flow/record/spill.ts";
import { type Lane, LANES } from "../messages/kinds/definition.ts";
import { LANE_LIMIT_MS } from "../messages/mail_class.ts";
import { opensSecrets } from "../flow/find_shop.ts";
import { type LetterDepth, selectLetterDepth } from "../sql/dead_letters.ts";
import type { WaybillHono } from "./hono.ts";
import { logFailure } from "./log.ts";
import { type Ports, portsOf } from "./ports.ts";

/** The clock ticks every minute; a late tick is normal, five are not. */
const TICK_MAX_S = 300;
/** An order whose time has come is planned within minutes. */
const CLOCK_LAG_MAX_S = 3_600;
/** Each shop with a retention time has its night every day. */
const UNSWEPT_MAX_S = 3 * 86_400;
/** Kept webhooks come back within a minute or two of a database that answers. */
const WAITING_MAX_S = 3_600;

/** Most cells whose own figures are answered; those of all others are in the figures above them. */
const CELLS_SHOWN_MAX = 50;
/** Most dead letters of a cell that are counted: each look reads one row of an index for each. */
const LETTERS_COUNTED_MAX = 1_000;

interface Waiting {
  /** Kept webhooks that come back by themselves; `is_more` where there are further ones that were not counted. */
  readonly count: number;
  readonly is_more: boolean;
  readonly oldest_s: number | null;
  /** Those at which somebody must look. */
  readonly set_aside: number;
}

interface DeadLetters {
  /** Webhooks of all shops that could not be read; `is_more` where there are further ones that were not counted. */
  readonly count: number;
  readonly is_more: boolean;
  /** Seconds since the one that has lain longest was last brought. */
  readonly oldest_s: number | null;
}

type DatabaseHealth = "ok" | "full" | "read_only" | "unreachable";

/** How one cell does. */
interface CellHealth {
  /** Number of the cell; the first is the directory too. */
  readonly cell: number;
  readonly database: DatabaseHealth;
  /** Share of D1's limit for one database; null where it does not say. */
  readonly share: number | null;
  /** Seconds for which the order of the cell that has waited longest for the clock is due; null where it cannot be read. */
  readonly clock_lag_s: number | null;
  /** Since when the oldest urgent message of the cell waits; null when none does, or where it cannot be read. */
  readonly oldest_owed_s: number | null;
}

interface Health {
  readonly ok: boolean;
  /** Of the cell that is worst off. */
  readonly database: DatabaseHealth;
  /** Share of D1's limit for one database, of the fullest cell; null where none says. */
  readonly database_share: number | null;
  /** The worst first, then by their numbers; at most 50. */
  readonly cells: readonly CellHealth[];
  /** Whether the sealing keys open a shop's secrets; null without a shop or a database. */
  readonly secrets: "ok" | "closed" | null;
  /** Lanes with a message that waits for longer than its lane allows. */
  readonly overdue: readonly Lane[] | null;
  /** Since when the oldest urgent message waits; null when none does. */
  readonly oldest_owed_s: number | null;
  /** Null where the bucket does not answer. */
  readonly waiting: Waiting | null;
  /** Null where the database does not answer. Each waits for a person, so that no number of them is 503. */
  readonly dead_letters: DeadLetters | null;
  /** Seconds since the last tick; null before the first. */
  readonly last_tick_s: number | null;
  /** Seconds for which the order that has waited longest for the clock is due; 0 when none waits. */
  readonly clock_lag_s: number | null;
  /** Seconds since the last night of the shop whose night was longest ago; null without a shop that has had one. */
  readonly oldest_unswept_s: number | null;
  readonly version: string;
}

const remembered = new WeakMap<Ports, Health>();

/**
 * Answers 503 when the database does not take a write, no secret can be opened, an urgent message is overdue, the clock
 * stands still, or webhooks wait although the database answers.
 */
export async function health(context: Context<WaybillHono>): Promise<Response> {
  const ports = portsOf(context.env);
  context.header("Cache-Control", "no-store");
  const known = remembered.get(ports);
  // Anybody may ask, and each look writes a row and lists the bucket.
  const may_look = known === undefined || (await ports.limits.health("all")).success;
  const found = may_look ? await look(ports) : known;
  remembered.set(ports, found);
  return context.json(found, found.ok ? 200 : 503);
}

async function look(ports: Ports): Promise<Health> {
  const now_ms = ports.clock();
  const [found, secrets, ticked_at, waiting] = await Promise.all([
    Promise.all(ports.cells.map((here) => lookAt(here, now_ms))),
    opensSecrets(ports.directory, ports.config.sealing_keys).catch((error: unknown) => {
      logFailure("health_database", {}, error);
      return null;
    }),
    // Without a bucket `waiting` says so.
    lastTick(ports.mail).catch(() => null),
    waitingNow(ports, now_ms).catch((error: unknown) => {
      logFailure("health_bucket", {}, error);
      return null;
    }),
  ]);
  const cells = found.map(({ health }) => health).toSorted(worstFirst);
  const shares = cells.flatMap(({ share }) => share ?? []);
  const read = readingOf(found.map(({ read }) => read), now_ms);
  const database = cells[0]!.database;
  const last_tick_s = ticked_at === null ? null : secondsSince(ticked_at, now_ms);
  const ok = database === "ok" && read !== null && secrets !== "closed" &&
    !read.overdue.includes("urgent") &&
    (ports.config.development || (last_tick_s ?? 0) <= TICK_MAX_S) &&
    read.clock_lag_s <= CLOCK_LAG_MAX_S && (read.oldest_unswept_s ?? 0) <= UNSWEPT_MAX_S &&
    waiting !== null && (waiting.oldest_s ?? 0) <= WAITING_MAX_S;
  return {
    ok,
    database,
    database_share: shares.length === 0 ? null : Math.max(...shares),
    cells: cells.slice(0, CELLS_SHOWN_MAX),
    secrets,
    ...read ?? NOTHING_READ,
    waiting,
    last_tick_s,
    version,
  };
}

const NOTHING_READ = {
  overdue: null,
  oldest_owed_s: null,
  dead_letters: null,
  clock_lag_s: null,
  oldest_unswept_s: null,
} as const;

interface CellReading {
  readonly clock: ClockState;
  readonly letters: LetterDepth;
}

interface FoundCell {
  readonly health: CellHealth;
  /** Null where the cell does not answer. */
  readonly read: CellReading | null;
}

/** Asks one cell whether it takes a write, and how far it is behind. */
async function lookAt({ db, cell }: Ports, now_ms: number): Promise<FoundCell> {
  const [written, read] = await Promise.all([
    probeDatabase(db, "health", now_ms),
    readCell(db, now_ms).catch((error: unknown) => {
      logFailure("health_database", { cell }, error);
      return null;
    }),
  ]);
  if (written.state === "refuses_writes") logFailure("health_write", { cell }, written.error);
  const size = written.state === "refuses_writes" ? null : written.size_bytes;
  const waited_ms = read?.clock.waited_ms.urgent ?? null;
  return {
    health: {
      cell,
      database: read === null ? "unreachable" : stateOf(written),
      share: size === null ? null : Number((size / DATABASE_MAX_BYTES).toFixed(3)),
      clock_lag_s: read === null ? null : Math.round(read.clock.lag_ms / 1_000),
      oldest_owed_s: waited_ms === null ? null : Math.round(waited_ms / 1_000),
    },
    read,
  };
}

async function readCell(db: D1Database, now_ms: number): Promise<CellReading> {
  const [clock, letters] = await Promise.all([
    readClock(db, now_ms),
    selectLetterDepth(db, LETTERS_COUNTED_MAX + 1).first<LetterDepth>(),
  ]);
  return { clock, letters: letters! };
}

function stateOf({ state }: DatabaseState): DatabaseHealth {
  return state === "refuses_writes" ? "read_only" : state;
}

/** From the worst to the best. */
const STATES: readonly DatabaseHealth[] = ["unreachable", "read_only", "full", "ok"];

function worstFirst(a: CellHealth, b: CellHealth): number {
  return STATES.indexOf(a.database) - STATES.indexOf(b.database) || a.cell - b.cell;
}

/** The figures of all cells that answer together; null where none does. */
function readingOf(cells: readonly (CellReading | null)[], now_ms: number) {
  const read = cells.flatMap((one) => one ?? []);
  if (read.length === 0) return null;
  const { waited_ms, lag_ms, least_swept } = latestOf(read.map(({ clock }) => clock));
  return {
    overdue: LANES.filter((lane) => (waited_ms[lane] ?? 0) > LANE_LIMIT_MS[lane]),
    oldest_owed_s: waited_ms.urgent === null ? null : Math.round(waited_ms.urgent / 1_000),
    dead_letters: lettersOf(read.map(({ letters }) => letters), now_ms),
    clock_lag_s: Math.round(lag_ms / 1_000),
    // A shop that is new to a retention time has had no night yet.
    oldest_unswept_s: least_swept === null || least_swept.swept_at === 0
      ? null
      : secondsSince(least_swept.swept_at, now_ms),
  };
}

async function waitingNow({ mail }: Ports, now_ms: number): Promise<Waiting> {
  const [spilled, aside] = await Promise.all(
    ([SPILL, SET_ASIDE] as const).map((folder) => listSpilled(mail, folder, null)),
  );
  const [oldest] = spilled!.objects;
  return {
    count: spilled!.objects.length,
    is_more: spilled!.is_more,
    oldest_s: oldest === undefined ? null : secondsSince(oldest.received_at_ms, now_ms),
    set_aside: aside!.objects.length,
  };
}

function lettersOf(depths: readonly LetterDepth[], now_ms: number): DeadLetters {
  const counted = depths.map(({ count }) => Math.min(count, LETTERS_COUNTED_MAX));
  const oldest = depths.flatMap(({ oldest_at }) => oldest_at ?? []);
  return {
    count: counted.reduce((sum, count) => sum + count, 0),
    is_more: depths.some(({ count }) => count > LETTERS_COUNTED_MAX),
    oldest_s: oldest.length === 0 ? null : secondsSince(Math.min(...oldest), now_ms),
  };
}

function secondsSince(at_ms: number, now_ms: number): number {
  return Math.max(0, Math.round((now_ms - at_ms) / 1_000));
}

/** Says of each of a shop's senders when it was last heard and whether that is usual, and rotates its secret. */
import { type DeadLetterRow, selectDeadLetters } from "../../sql/dead_letters.ts";
import { forgetVerifiedBy, type Heard, noteHeard, selectSenders, type SenderRow } from "../../sql/senders.ts";
import { selectSenderCounts, type SenderCountsRow } from "../../sql/sender_counts.ts";
import type { Shop } from "../ports.ts";
import { countsIn, firstDayCounted, NOTHING_COUNTED, type SenderCounts } from "./sender_counts.ts";
import { changeSecrets, type SecretPorts, type Secrets } from "./change_secrets.ts";

/** Dead letters, the newest, that are counted by their senders. */
const LETTERS_COUNTED = 150;

/** `waits`: nothing has come yet. `unread`: what came could not all be read. */
export type SenderState = "well" | "silent" | "unread" | "waits";

export interface SenderView {
  readonly source: string;
  readonly state: SenderState;
  readonly last_at_ms: number | null;
  readonly topic: string | null;
  /** The longest silence so far, in milliseconds; null where fewer than two webhooks came. */
  readonly silence_ms: number | null;
  /** Dead letters of this sender. */
  readonly unread: number;
  /** What its webhooks came to in the last 24 hours and 7 days, as far as it was counted. */
  readonly counts: SenderCounts;
  readonly live_secrets: number;
  /** While two secrets or more are live: when the newest one last verified a webhook, and when an older one did. */
  readonly newest_verified_at_ms: number | null;
  readonly older_verified_at_ms: number | null;
}

const HOUR_MS = 3_600_000;
/** A sender that is silent for less than this is never called silent. */
const SILENCE_MIN_MS = 24 * HOUR_MS;

/** Lists the senders among `names` that have a secret, or that were heard. */
export async function sendersOf(
  db: D1Database,
  { id, secrets }: Pick<Shop, "id" | "secrets">,
  names: readonly string[],
  now_ms: number,
): Promise<readonly SenderView[]> {
  const [seen, counted, letters] = await db.batch([
    selectSenders(db, id),
    selectSenderCounts(db, id, firstDayCounted(now_ms)),
    selectDeadLetters(db, id, null, LETTERS_COUNTED),
  ]);
  const rows = new Map((seen!.results as unknown as readonly SenderRow[]).map((row) => [row.source, row]));
  const unread = Map.groupBy(letters!.results as unknown as readonly DeadLetterRow[], ({ source }) => source);
  const counts = countsIn(counted!.results as unknown as readonly SenderCountsRow[], now_ms);
  return names.filter((name) => (secrets[name] ?? []).length > 0 || rows.has(name)).map((source) =>
    senderView(
      source,
      rows.get(source),
      unread.get(source)?.length ?? 0,
      secrets[source]?.length ?? 0,
      counts.get(source) ?? NOTHING_COUNTED,
      now_ms,
    )
  );
}

function senderView(
  source: string,
  row: SenderRow | undefined,
  unread: number,
  live_secrets: number,
  counts: SenderCounts,
  now_ms: number,
): SenderView {
  const several = live_secrets > 1;
  return {
    source,
    state: stateOf(row, unread, now_ms),
    last_at_ms: row?.last_at ?? null,
    topic: row?.topic ?? null,
    silence_ms: row === undefined || row.silence_ms === 0 ? null : row.silence_ms,
    unread,
    counts,
    live_secrets,
    newest_verified_at_ms: several ? row?.newest_at ?? null : null,
    older_verified_at_ms: several ? row?.older_at ?? null : null,
  };
}

function stateOf(row: SenderRow | undefined, unread: number, now_ms: number): SenderState {
  if (unread > 0) return "unread";
  if (row === undefined) return "waits";
  const silent_ms = now_ms - row.last_at;
  return silent_ms > Math.max(SILENCE_MIN_MS, 2 * row.silence_ms) ? "silent" : "well";
}

/** Notes that a sender was heard. */
export async function noteSender(db: D1Database, shop_id: string, heard: Heard): Promise<void> {
  await noteHeard(db, shop_id, heard).run();
}

/** Puts other secrets in the place of a sender's by `change`; which of them verifies is watched from here on. */
export async function changeSenderSecrets(
  ports: SecretPorts & { readonly shop_changed: (shop_id: string) => void },
  shop_id: string,
  source: string,
  change: (secrets: Secrets) => Secrets,
): Promise<void> {
  await changeSecrets(ports, shop_id, change, [forgetVerifiedBy(ports.db, shop_id, source)]);
  ports.shop_changed(shop_id);
}

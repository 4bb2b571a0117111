/**
 * An errand: a share of what the clock found due, done by one queue message in an invocation of its own, with its own
 * thousand statements. It names work and never carries it: a lost or doubled one is harmless.
 */

/** What one shop has due: its orders, messages and stock. */
export interface DueErrand {
  readonly work: "due";
  readonly shop_id: string;
  /** As the shop's row of `errands` has it, where it was put into the queue: of two equal messages one is done. */
  readonly until?: number;
}

/** What the half hour owes these shops: digest, alerts, and the night's sweep. */
export interface RoundErrand {
  readonly work: "round";
  readonly shop_ids: readonly string[];
}

/** The night's sweep of one shop that keeps its customers for a time. */
export interface RetentionErrand {
  readonly work: "retention";
  readonly shop_id: string;
}

/** A share of the pass in which a shop's orders that are over go into the archive. */
export interface ArchiveErrand {
  readonly work: "archive";
  readonly shop_id: string;
}

/** The days of a shop that are to be closed, and the week's digest. */
export interface FiguresErrand {
  readonly work: "figures";
  readonly shop_id: string;
}

/** A share of a shop's orders of before its index, which are put into it. */
export interface OrderIndexErrand {
  readonly work: "order_index";
  readonly shop_id: string;
}

/** One page of the orders that changed at a storefront. */
export interface ReconcileErrand {
  readonly work: "reconcile";
  readonly shop_id: string;
  readonly source: string;
}

/** The check of a storefront's webhooks. */
export interface ConnectionErrand {
  readonly work: "connection";
  readonly shop_id: string;
  readonly source: string;
}

/** What a shop's chats are to be told. */
export interface NoticeErrand {
  readonly work: "notices";
  readonly shop_id: string;
}

/** What a shop's own programs are to be told. */
export interface WebhookErrand {
  readonly work: "webhooks";
  readonly shop_id: string;
}

/** One run of an erasure that is not complete. */
export interface EraseErrand {
  readonly work: "erase";
  readonly shop_id: string;
  readonly subject: string;
}

/** What a customer asked for and the storefront has not done yet. */
export interface StorefrontErrand {
  readonly work: "storefront";
  readonly shop_id: string;
  readonly case_id: string;
  /** Tries before this one. */
  readonly tries: number;
  /** What the storefront does in the background for it. */
  readonly job?: string | undefined;
}

/** One step of a shop's move to another cell. */
export interface MoveErrand {
  readonly work: "move";
  readonly shop_id: string;
}

/** What an errand is called while it is in the queue, so that the clock does not put it there twice. */
export function nameOf(
  errand: DueErrand | ReconcileErrand | ConnectionErrand | NoticeErrand | WebhookErrand | EraseErrand,
): string {
  switch (errand.work) {
    case "due":
      return errand.shop_id;
    case "reconcile":
      return `${errand.shop_id}/~reconcile/${errand.source}`;
    case "connection":
      return `${errand.shop_id}/~connection/${errand.source}`;
    case "notices":
      return `${errand.shop_id}/~notices`;
    case "webhooks":
      return `${errand.shop_id}/~webhooks`;
    case "erase":
      return errand.subject;
  }
}

export type Errand =
  & (
    | DueErrand
    | RoundErrand
    | RetentionErrand
    | ArchiveErrand
    | FiguresErrand
    | OrderIndexErrand
    | ReconcileErrand
    | ConnectionErrand
    | NoticeErrand
    | WebhookErrand
    | EraseErrand
    | StorefrontErrand
    | MoveErrand
  )
  & {
    /** Number of the cell in which the clock found it; the first where absent. */
    readonly cell?: number;
  };

/** Milliseconds for which an errand is believed to be in the queue: one that is lost there costs at most so long. */
export const ERRAND_MS = 300_000;
/** sendBatch takes 100 messages at most. */
const BATCH_MAX = 100;

/** Puts the errands of a cell into the queue, at the end of the line; `delay_s` keeps them from being taken at once. */
export async function send(
  { errand_queue: queue, cell }: { readonly errand_queue: Queue<Errand>; readonly cell: number },
  errands: readonly Errand[],
  delay_s = 0,
): Promise<void> {
  for (let at = 0; at < errands.length; at += BATCH_MAX) {
    await queue.sendBatch(
      errands.slice(at, at + BATCH_MAX).map((errand) => ({
        body: cell > 1 ? { ...errand, cell } : errand,
        ...(delay_s > 0 && { delaySeconds: delay_s }),
      })),
    );
  }
}

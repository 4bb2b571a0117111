/** Does one errand of the clock, and sends the next where more of it is left. */
import { deleteErrands, upsertErrands } from "../../sql/errands.ts";
import { serveArchive } from "../archive/serve_archive.ts";
import { type ConnectionPorts, serveConnection } from "../connect/check_connection.ts";
import type { StockPorts } from "../ports.ts";
import { serveCases } from "../cases/serve_cases.ts";
import { type NoticePorts, serveNotices } from "../desk/notices.ts";
import { serveWebhooks, type WebhookPorts } from "../programs/serve_webhooks.ts";
import { serveErasure } from "../privacy/serve_erasure.ts";
import { serveRetention } from "../privacy/serve_retention.ts";
import {
  type EraseErrand,
  type Errand,
  ERRAND_MS,
  type MoveErrand,
  nameOf,
  type RoundErrand,
  send,
} from "./errand.ts";
import { fillOrderIndex } from "./fill_order_index.ts";
import { carryOut, type ChangePorts } from "../customer/carry_out.ts";
import { type ReconcilePorts, serveReconciliation } from "./reconcile.ts";
import { serveDue } from "./serve_due.ts";
import { serveRound } from "./serve_round.ts";

export interface ErrandPorts
  extends StockPorts, ReconcilePorts, ConnectionPorts, NoticePorts, WebhookPorts, ChangePorts {
  readonly name_customer: StockPorts["name_customer"];
}

/** Seconds after which an erasure goes on: it may wait for a mail that is just being sent. */
const ERASURE_DELAY_S = 10;

/** `orders_max` is smaller where the invocation has other work too. */
export async function serveErrand(
  ports: ErrandPorts,
  errand: Errand,
  now_ms: number,
  orders_max?: number,
): Promise<void> {
  if (errand.work !== "round" && errand.work !== "move" && await isElsewhere(ports, errand.shop_id, now_ms)) {
    return;
  }
  switch (errand.work) {
    case "move":
      return await move(ports, errand, now_ms);
    case "due":
      return await serveDue(ports, errand, now_ms, orders_max);
    case "round":
      return await round(ports, errand, now_ms);
    case "retention": {
      const shop = await ports.find_shop(errand.shop_id, now_ms);
      if (shop === null || !await serveRetention(ports, shop, now_ms)) return;
      return await send(ports, [errand]);
    }
    case "archive": {
      const shop = await ports.find_shop(errand.shop_id, now_ms);
      if (shop === null || !await serveArchive(ports, shop, now_ms)) return;
      return await send(ports, [errand]);
    }
    case "figures": {
      const shop = await ports.find_shop(errand.shop_id, now_ms);
      if (shop === null) return;
      return await (await import("../figures/serve_figures.ts")).serveFigures(ports, shop, now_ms);
    }
    case "order_index": {
      const shop = await ports.find_shop(errand.shop_id, now_ms);
      if (shop === null || !await fillOrderIndex(ports, shop, now_ms)) return;
      return await send(ports, [errand]);
    }
    case "reconcile":
      try {
        return await serveReconciliation(ports, errand.shop_id, errand.source, now_ms);
      } finally {
        await deleteErrands(ports.db, [nameOf(errand)]).run();
      }
    case "connection":
      try {
        return await serveConnection(ports, errand.shop_id, errand.source, now_ms);
      } finally {
        await deleteErrands(ports.db, [nameOf(errand)]).run();
      }
    case "notices":
      try {
        const shop = await ports.find_shop(errand.shop_id, now_ms);
        if (shop === null) return;
        await serveNotices(ports, shop, now_ms);
        if (shop.secrets["chatwoot"] === undefined) return;
        return await (await import("../helpdesk/mirror_case.ts")).serveHelpdesk(ports, shop, now_ms);
      } finally {
        await deleteErrands(ports.db, [nameOf(errand)]).run();
      }
    case "webhooks": {
      const shop = await ports.find_shop(errand.shop_id, now_ms);
      const is_more = shop !== null && await serveWebhooks(ports, shop, now_ms);
      if (is_more) return await send(ports, [errand]);
      await deleteErrands(ports.db, [nameOf(errand)]).run();
      return;
    }
    case "storefront": {
      const shop = await ports.find_shop(errand.shop_id, now_ms);
      return shop === null
        ? undefined
        : await carryOut(ports, shop, errand.case_id, errand.tries, now_ms, errand.job);
    }
    case "erase":
      return await erase(ports, errand, now_ms);
  }
}

/** A shop that moves waits; one that has moved is served in its new cell. What cannot be asked is served as it was found. */
async function isElsewhere(ports: ErrandPorts, shop_id: string, now_ms: number): Promise<boolean> {
  const shop = await ports.find_shop(shop_id, now_ms).catch(() => null);
  return shop !== null && (shop.is_moving === true || (shop.cell ?? 1) !== ports.cell);
}

/** What is to be done at once is another errand. */
async function move(ports: ErrandPorts, errand: MoveErrand, now_ms: number): Promise<void> {
  const { serveMove } = await import("../move/move_shop.ts");
  if (await serveMove(ports, errand.shop_id, now_ms) === "again") await send(ports, [errand]);
}

/** The night's sweep of an only shop is done here. */
async function round(ports: ErrandPorts, { shop_ids }: RoundErrand, now_ms: number): Promise<void> {
  const failures: unknown[] = [];
  const errands = await serveRound(ports, shop_ids, now_ms, (error) => failures.push(error));
  for (const shop_id of shop_ids) {
    const shop = await ports.find_shop(shop_id, now_ms).catch((error) => void failures.push(error));
    if (shop) await serveCases(ports, shop, now_ms).catch((error) => failures.push(error));
  }
  if (errands.length === 1) {
    await serveErrand(ports, errands[0]!, now_ms).catch((error) => failures.push(error));
  } else await send(ports, errands);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} shops were not served`);
}

async function erase(ports: ErrandPorts, errand: EraseErrand, now_ms: number): Promise<void> {
  const is_done = await serveErasure(ports, errand.shop_id, errand.subject, now_ms);
  if (is_done) await deleteErrands(ports.db, [nameOf(errand)]).run();
  else {
    await upsertErrands(ports.db, [nameOf(errand)], now_ms + ERRAND_MS).run();
    await send(ports, [errand], ERASURE_DELAY_S);
  }
}

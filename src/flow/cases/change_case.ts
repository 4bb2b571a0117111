/** What people do with a case beside answering it: assign, tag, note, snooze, reopen, merge, link, keep a draft. */
import { CASE_KINDS, type CaseKind, type EntryDetail } from "../../cases/case.ts";
import { afterWorkingHours } from "../../cases/clocks.ts";
import { err, ok, type Result } from "../../result.ts";
import { type CaseChange, insertEntry, moveEntries, updateCase } from "../../sql/cases.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";
import { recordOpenness } from "./answer_case.ts";
import { loadCase, type LoadedCase } from "./load_case.ts";

/** One act of a person. */
export type CaseAct =
  | { readonly type: "assign"; readonly to: string | null }
  | { readonly type: "tag"; readonly tags: readonly string[] }
  | { readonly type: "kind"; readonly kind: CaseKind }
  | { readonly type: "note"; readonly words: string }
  | { readonly type: "snooze"; readonly until_ms: number }
  | { readonly type: "reopen" }
  | { readonly type: "dismiss" }
  | { readonly type: "merge"; readonly into: string }
  | { readonly type: "link"; readonly order_id: string }
  | { readonly type: "draft"; readonly words: string };

export interface Acting {
  readonly case_id: string;
  /** Idempotency key: the same id is one act. */
  readonly id: string;
  /** By the name that colleagues see. */
  readonly person: string;
}

export type ActRefusal = "unknown" | "no_order" | "no_target" | "past";

const DRAFTS_MAX = 10;
const TAGS_MAX = 20;
const TAG_MAX = 40;

export async function changeCase(
  ports: RequestPorts,
  shop: Shop,
  { case_id, id, person }: Acting,
  act: CaseAct,
  now_ms: number,
): Promise<Result<null, ActRefusal>> {
  const loaded = await loadCase(ports, shop.id, case_id);
  if (loaded === null) return err("unknown", "There is no such case");
  const found = loaded.case;
  const commit = async (
    change: CaseChange,
    said: { readonly words?: string; readonly detail?: EntryDetail },
  ) => {
    await ports.db.batch([
      ...(Object.keys(change).length === 0 ? [] : [updateCase(ports.db, shop.id, found.id, change, now_ms)]),
      insertEntry(ports.db, shop.id, found.id, {
        id,
        type: act.type === "note" ? "note" : "act",
        author: "shop",
        person,
        words: said.words ?? "",
        detail: { ...said.detail, ...(act.type === "note" ? {} : { act: act.type }) },
      }, now_ms),
      ...tellPrograms(ports.db, shop, [
        caseHappened(change.state === "solved" ? "case.solved" : "case.changed", found, id, act.type),
      ], now_ms),
    ]);
    return ok(null);
  };
  switch (act.type) {
    case "assign":
      return await commit({ assignee: act.to }, { words: act.to ?? "" });
    case "tag": {
      const tags = [
        ...new Set(act.tags.map((tag) => tag.trim().slice(0, TAG_MAX)).filter((tag) => tag !== "")),
      ];
      return await commit({ tags: tags.slice(0, TAGS_MAX) }, { words: tags.join(", ") });
    }
    case "kind":
      return await commit({ kind: CASE_KINDS.find((kind) => kind === act.kind)! }, { words: act.kind });
    case "note":
      return await commit({}, { words: act.words });
    case "snooze":
      if (act.until_ms <= now_ms) return err("past", "The time must lie ahead");
      return await commit({ state: "open", next: "later", due_at: act.until_ms }, {
        words: new Date(act.until_ms).toISOString(),
      });
    case "reopen": {
      const due_at = afterWorkingHours(shop.settings, now_ms, shop.settings.support.next_answer_hours);
      const result = await commit({ state: "open", next: "shop", due_at }, {});
      await recordOpenness(ports, shop, loaded, "opened", now_ms);
      return result;
    }
    case "dismiss": {
      const result = await commit({ state: "solved", next: "nobody", due_at: null }, {});
      await recordOpenness(ports, shop, loaded, "closed", now_ms);
      return result;
    }
    case "merge":
      return await merge(ports, shop, loaded, { into: act.into, id, person }, now_ms);
    case "link": {
      const order = readOrder(await selectOrder(ports.db, act.order_id).all());
      if (order === null) return err("no_order", "There is no such order");
      return await commit({ order_id: order.id }, { words: order.number });
    }
    case "draft": {
      const others = found.drafts.filter(({ by }) => by !== person).slice(-DRAFTS_MAX);
      const drafts = act.words === "" ? others : [...others, { words: act.words, by: person, at: now_ms }];
      await updateCase(ports.db, shop.id, found.id, { drafts }, now_ms).run();
      return ok(null);
    }
  }
}

/** Puts the entries of one case into another, which goes on; the first leads to it from then on. */
async function merge(
  ports: RequestPorts,
  shop: Shop,
  loaded: LoadedCase,
  { into, id, person }: { readonly into: string; readonly id: string; readonly person: string },
  now_ms: number,
): Promise<Result<null, ActRefusal>> {
  const target = await loadCase(ports, shop.id, into);
  const from = loaded.case;
  if (target === null || target.case.id === from.id) return err("no_target", "There is no such other case");
  const to = target.case;
  await ports.db.batch([
    ...moveEntries(ports.db, shop.id, from.id, to.id),
    updateCase(ports.db, shop.id, from.id, {
      state: "merged",
      next: "nobody",
      due_at: null,
      merged_into: to.id,
      drafts: [],
    }, now_ms),
    updateCase(ports.db, shop.id, to.id, {
      state: "open",
      next: "shop",
      due_at: Math.min(...[from.due_at, to.due_at, now_ms].filter((at) => at !== null)),
      order_id: to.order_id ?? from.order_id,
    }, now_ms),
    insertEntry(ports.db, shop.id, to.id, {
      id,
      type: "act",
      author: "shop",
      person,
      words: from.topic,
      detail: { act: "merge" },
    }, now_ms),
    ...tellPrograms(ports.db, shop, [caseHappened("case.changed", from, id, "merge")], now_ms),
  ]);
  await recordOpenness(ports, shop, loaded, "closed", now_ms);
  return ok(null);
}

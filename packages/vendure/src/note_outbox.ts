/** The client's outbox over the table `waybill_note`, whatever database the shop has. */
import type { KeptEvent, Outbox, RefusedEvent } from "@waybill/client";
import type { EntityManager } from "typeorm";
import type { Note } from "./note.ts";
import { WaybillNote } from "./waybill_note.ts";

/** Keeps the note within the transaction that `manager` runs. Resolves to false for an id that is known. */
export async function putNote(manager: EntityManager, note: Note, now_ms: number): Promise<boolean> {
  const before = await manager.getRepository(WaybillNote).findOne({ where: { eventId: note.id } });
  if (before !== null) return false;
  await manager.createQueryBuilder().insert().into(WaybillNote).values({
    eventId: note.id,
    orderKey: note.code || `~${note.kind}`,
    seq: nextSeq(now_ms),
    state: "waiting",
    note,
    attempts: 0,
    keptAtMs: now_ms,
    dueAtMs: now_ms,
    leasedUntilMs: 0,
  }).orIgnore().execute();
  return true;
}

let last_seq = 0;

/** Rises within a process even where the clock stands; among processes it follows their clocks. */
function nextSeq(now_ms: number): number {
  return last_seq = Math.max(now_ms * 1_000, last_seq + 1);
}

export function noteOutbox(manager: EntityManager): Outbox<Note> {
  const notes = manager.getRepository(WaybillNote);
  return {
    put: ({ event }, now_ms) => putNote(manager, event, now_ms),
    async claim(now_ms, limit, lease_ms) {
      const heads = await notes.createQueryBuilder("one")
        .where("one.state = 'waiting' AND one.dueAtMs <= :now_ms AND one.leasedUntilMs <= :now_ms", {
          now_ms,
        })
        .andWhere((one) => {
          const older = one.subQuery().select("older.id").from(WaybillNote, "older")
            .where("older.orderKey = one.orderKey AND older.state = 'waiting' AND older.seq < one.seq");
          return `NOT EXISTS ${older.getQuery()}`;
        })
        .orderBy("one.seq", "ASC").take(limit).getMany();
      const claimed: KeptEvent<Note>[] = [];
      for (const { id, eventId, orderKey, note, keptAtMs, attempts, leasedUntilMs } of heads) {
        const { affected } = await notes.update({ id, state: "waiting", leasedUntilMs }, {
          leasedUntilMs: now_ms + lease_ms,
        });
        if (affected !== 1 || note === null) continue;
        claimed.push({ id: eventId, order: orderKey, event: note, kept_at_ms: keptAtMs, attempts });
      }
      return claimed;
    },
    async take(eventId, now_ms) {
      await notes.update({ eventId }, { state: "taken", note: null, error: null, doneAtMs: now_ms });
    },
    async postpone(eventId, { due_at_ms, attempts, error }) {
      await notes.update({ eventId, state: "waiting" }, {
        dueAtMs: due_at_ms,
        attempts,
        error,
        leasedUntilMs: 0,
      });
    },
    async refuse(eventId, error, now_ms) {
      await notes.update({ eventId }, { state: "refused", error, doneAtMs: now_ms });
    },
    async state() {
      const waiting = await notes.count({ where: { state: "waiting" } });
      const [oldest] = await notes.find({ where: { state: "waiting" }, order: { seq: "ASC" }, take: 1 });
      const refused = await notes.count({ where: { state: "refused" } });
      return { waiting, oldest_at_ms: oldest?.keptAtMs ?? null, refused };
    },
    async refused(limit) {
      const found = await notes.find({ where: { state: "refused" }, order: { seq: "DESC" }, take: limit });
      return found.map(({ eventId, orderKey, error }): RefusedEvent => ({
        id: eventId,
        order: orderKey,
        error: error ?? "",
      }));
    },
    async forget(before_ms) {
      await notes.createQueryBuilder().delete()
        .where("state <> 'waiting' AND doneAtMs < :before_ms", { before_ms }).execute();
    },
  };
}

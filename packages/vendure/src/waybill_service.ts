/** Sends what the outbox holds, in the process that runs the shop's jobs; answers for its state in every process. */
import { Inject, Injectable } from "@nestjs/common";
import { createWaybill, type Waybill } from "@waybill/client";
import {
  HistoryService,
  type JobQueue,
  JobQueueService,
  Logger,
  RequestContextService,
  TransactionalConnection,
} from "@vendure/core";
import { backfill } from "./backfill.ts";
import type { Note } from "./note.ts";
import { NoteComposer } from "./note_composer.ts";
import { noteOutbox } from "./note_outbox.ts";
import { LOG } from "./note_writer.ts";
import { type WaybillPluginOptions, withDefaults } from "./options.ts";
import { WaybillNote } from "./waybill_note.ts";

export const OPTIONS = Symbol("WaybillPluginOptions");
/** Notes that are written together are one job. */
const GATHER_MS = 250;
const CLOSE_MS = 5_000;

export interface WaybillStatus {
  readonly waiting: number;
  readonly oldest: Date | null;
  readonly refused: number;
  readonly lastError: string | null;
}

@Injectable()
export class WaybillService {
  private queue: JobQueue<Record<string, never>> | undefined;
  private sending: Waybill<Note> | undefined;
  private gathering = false;

  constructor(
    private readonly connection: TransactionalConnection,
    private readonly composer: NoteComposer,
    private readonly jobs: JobQueueService,
    private readonly history: HistoryService,
    private readonly contexts: RequestContextService,
    @Inject(OPTIONS) private readonly options: WaybillPluginOptions,
  ) {}

  async makeQueue(): Promise<void> {
    this.queue = await this.jobs.createQueue({
      name: "waybill",
      process: async () => {
        const { waiting, away_since_ms } = await this.sender().flush();
        return { waiting, away: away_since_ms !== null };
      },
    });
  }

  /** Whether the shop's database has the tables; without them nothing is listened to. */
  async hasTables(): Promise<boolean> {
    try {
      await this.connection.rawConnection.getRepository(WaybillNote).count();
      return true;
    } catch (error) {
      Logger.error(
        `The plugin's tables are missing, so nothing is sent: make a migration. ${(error as Error).message}`,
        LOG,
      );
      return false;
    }
  }

  /** A job for the process that runs them. Losing it loses nothing: that process looks by itself as well. */
  wake(): void {
    if (this.gathering) return;
    this.gathering = true;
    setTimeout(() => {
      this.gathering = false;
      this.queue?.add({}, { retries: 0 }).catch((error) =>
        Logger.warn(`Cannot add a job: ${error.message}`, LOG)
      );
    }, GATHER_MS).unref();
  }

  /** Sends by itself from its first call on. */
  sender(): Waybill<Note> {
    return this.sending ??= createWaybill<Note>({
      url: this.options.url,
      secret: this.options.secret,
      outbox: noteOutbox(this.connection.rawConnection.manager),
      compose: ({ event }) => this.composer.compose(event, this.options),
      log: ({ level, message }) => Logger[level](message, LOG),
    });
  }

  async status(): Promise<WaybillStatus> {
    const { manager } = this.connection.rawConnection;
    const { waiting, oldest_at_ms, refused } = await noteOutbox(manager).state();
    const [failing] = await manager.getRepository(WaybillNote).createQueryBuilder("note")
      .where("note.error IS NOT NULL").orderBy("note.seq", "DESC").take(1).getMany();
    return {
      waiting,
      oldest: oldest_at_ms === null ? null : new Date(oldest_at_ms),
      refused,
      lastError: failing?.error ?? null,
    };
  }

  async backfill(since: Date): Promise<number> {
    const { manager } = this.connection.rawConnection;
    const { shipped_states, delivered_states } = withDefaults(this.options);
    const ctx = await this.contexts.create({ apiType: "admin" });
    const count = await backfill(
      { manager, history: this.history, ctx, shipped_states, delivered_states },
      since,
    );
    this.wake();
    return count;
  }

  async close(): Promise<void> {
    await this.sending?.close({ timeout_ms: CLOSE_MS });
  }
}

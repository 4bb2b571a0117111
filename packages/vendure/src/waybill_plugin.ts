/** The plugin: notes every event in the shop's own database, and sends it to Waybill from where the shop's jobs run. */
import type { OnApplicationBootstrap, OnApplicationShutdown, OnModuleInit } from "@nestjs/common";
import {
  type Injector,
  PluginCommonModule,
  ProcessContext,
  ScheduledTask,
  type Type,
  VendurePlugin,
} from "@vendure/core";
import { NoteComposer } from "./note_composer.ts";
import { NoteWriter } from "./note_writer.ts";
import type { WaybillPluginOptions } from "./options.ts";
import { STATUS_SCHEMA, StatusResolver } from "./status_resolver.ts";
import { WaybillLanguage, WaybillNote } from "./waybill_note.ts";
import { OPTIONS, WaybillService } from "./waybill_service.ts";

/** Shown with its last result among the shop's scheduled tasks: how many events wait, and since when. */
const SWEEP = new ScheduledTask({
  id: "waybill",
  description: "Sends to Waybill what still waits, and says how much that is",
  schedule: (cron) => cron.everyMinute(),
  execute: async ({ injector }: { injector: Injector }) => {
    const waybill = injector.get(WaybillService);
    await waybill.sender().flush();
    return await waybill.status();
  },
});

@VendurePlugin({
  imports: [PluginCommonModule],
  compatibility: "^3.3.0",
  entities: [WaybillNote, WaybillLanguage],
  providers: [
    { provide: OPTIONS, useFactory: () => WaybillPlugin.options },
    NoteComposer,
    NoteWriter,
    WaybillService,
  ],
  adminApiExtensions: { schema: STATUS_SCHEMA, resolvers: [StatusResolver] },
  configuration: (config) => {
    config.schedulerOptions.tasks = [...config.schedulerOptions.tasks ?? [], SWEEP];
    return config;
  },
})
export class WaybillPlugin implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  static options: WaybillPluginOptions = { url: undefined, secret: undefined };

  static init(options: WaybillPluginOptions): Type<WaybillPlugin> {
    WaybillPlugin.options = options;
    return WaybillPlugin;
  }

  constructor(
    private readonly waybill: WaybillService,
    private readonly notes: NoteWriter,
    private readonly process_context: ProcessContext,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.waybill.makeQueue();
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!await this.waybill.hasTables()) return;
    this.notes.listen(WaybillPlugin.options, () => this.waybill.wake());
    // The worker looks for what waits from its start on. Where one process is both, this job starts it.
    if (this.process_context.isWorker) this.waybill.sender();
    else this.waybill.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.waybill.close();
  }
}

/** wrangler.toml → the configuration of one installation: its names, its database, its secrets. Pure. */
import { type Installation, nameIn } from "./installation.ts";

interface Consumer {
  readonly queue: string;
  readonly dead_letter_queue?: string;
}

/** The parts of wrangler.toml that are read here; the rest is copied unchanged. */
export interface RawConfig {
  readonly name: string;
  readonly main: string;
  readonly base_dir: string;
  readonly build: Readonly<Record<string, unknown>>;
  readonly triggers: { readonly crons: readonly string[] };
  readonly d1_databases: readonly {
    readonly binding: string;
    readonly database_name: string;
    readonly migrations_dir: string;
  }[];
  readonly r2_buckets: readonly {
    readonly binding: string;
    readonly bucket_name: string;
    readonly jurisdiction?: string;
  }[];
  readonly queues: {
    readonly producers: readonly { readonly binding: string; readonly queue: string }[];
    readonly consumers: readonly Consumer[];
  };
}

/** Secrets without which the Worker does not start. */
export const REQUIRED_SECRETS = ["PUBLIC_URL", "LINK_KEYS", "SEALING_KEY"] as const;

export interface Names {
  readonly worker: string;
  readonly database: string;
  readonly bucket: string;
  readonly queues: readonly string[];
}

export function namesOf(config: RawConfig, env: string): Names {
  const { producers, consumers } = config.queues;
  const queues = [
    ...producers.map(({ queue }) => queue),
    ...consumers.flatMap(({ queue, dead_letter_queue }) => [queue, dead_letter_queue]),
  ].filter((queue) => queue !== undefined);
  return {
    worker: nameIn(env, config.name),
    database: nameIn(env, config.d1_databases[0]!.database_name),
    bucket: nameIn(env, config.r2_buckets[0]!.bucket_name),
    queues: [...new Set(queues)].map((queue) => nameIn(env, queue)),
  };
}

/**
 * Returns the configuration that wrangler deploys. Paths are absolute, since the file is in another folder. It has no
 * routes: the domain is attached separately, so that no deployment detaches it.
 */
export function workerConfig(
  config: RawConfig,
  { env, root, jurisdiction }: Installation,
  { account_id, database_id, cell_ids }: {
    readonly account_id: string;
    readonly database_id: string;
    /** Of the further cells, by binding. */
    readonly cell_ids?: ReadonlyMap<string, string> | undefined;
  },
): Record<string, unknown> {
  const named = (queue: string) => nameIn(env, queue);
  return {
    ...config,
    account_id,
    name: nameIn(env, config.name),
    main: `${root}/${config.main}`,
    base_dir: `${root}/${config.base_dir}`,
    build: { ...config.build, cwd: root || "." },
    workers_dev: false,
    preview_urls: false,
    secrets: { required: REQUIRED_SECRETS },
    d1_databases: config.d1_databases.map((database) => ({
      ...database,
      database_name: named(database.database_name),
      database_id: database.binding === "DB" ? database_id : cell_ids?.get(database.binding) ?? "",
      migrations_dir: `${root}/${database.migrations_dir}`,
    })),
    r2_buckets: config.r2_buckets.map((bucket) => ({
      ...bucket,
      bucket_name: named(bucket.bucket_name),
      ...(jurisdiction === null ? {} : { jurisdiction }),
    })),
    queues: {
      producers: config.queues.producers.map((producer) => ({ ...producer, queue: named(producer.queue) })),
      consumers: config.queues.consumers.map((consumer) => ({
        ...consumer,
        queue: named(consumer.queue),
        ...(consumer.dead_letter_queue === undefined
          ? {}
          : { dead_letter_queue: named(consumer.dead_letter_queue) }),
      })),
    },
  };
}

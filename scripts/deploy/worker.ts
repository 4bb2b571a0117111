/** Reads the Worker under the installation's name: its versions, secrets and bindings. It changes nothing. */
import { bindingOf } from "../../src/config.ts";
import { accountOf, type Context } from "./step.ts";

export interface Version {
  readonly id: string;
  readonly tag: string | null;
  /** The newest migration that the version was deployed with; null when the version does not name one. */
  readonly schema: string | null;
  readonly created_on: string;
  /** The numbers of the cells that it is bound to. */
  readonly cells: readonly number[];
}

/** Returns the message stored with a version at Cloudflare, so that a rollback knows its tables. */
export function versionMessage(version: string, schema: string): string {
  return `Waybill ${version} for ${schema}`;
}

function schemaIn(message: string | undefined): string | null {
  return /^Waybill \S+ for (\S+)$/.exec(message ?? "")?.[1] ?? null;
}

function scriptPath(context: Context): string {
  return `/accounts/${accountOf(context)}/workers/scripts/${context.names.worker}`;
}

/** Returns the names of the Worker's secrets; null when there is no such Worker. */
export async function secretsOf(context: Context): Promise<readonly string[] | null> {
  const found = await context.ports.cloudflare.find<readonly { readonly name: string }[]>(
    `${scriptPath(context)}/secrets`,
  );
  return found?.map(({ name }) => name) ?? null;
}

export interface Binding {
  readonly type: string;
  readonly name: string;
  /** Id of a D1 database. */
  readonly id?: string;
  readonly bucket_name?: string;
  readonly jurisdiction?: string;
  /** Value of a plain variable. */
  readonly text?: string;
}

export async function bindingsOf(context: Context): Promise<readonly Binding[] | null> {
  const found = await context.ports.cloudflare.find<{ readonly bindings?: readonly Binding[] }>(
    `${scriptPath(context)}/settings`,
  );
  return found === null ? null : found.bindings ?? [];
}

/** Returns the numbers of the cells among a Worker's bindings, the first that is missing ends them. Pure. */
export function boundCells(bindings: readonly Binding[]): readonly number[] {
  const names = new Set(bindings.filter(({ type }) => type === "d1").map(({ name }) => name));
  const cells: number[] = [];
  while (names.has(bindingOf(cells.length + 1))) cells.push(cells.length + 1);
  return cells;
}

export async function cronsOf(context: Context): Promise<readonly string[]> {
  const found = await context.ports.cloudflare.find<
    { readonly schedules?: readonly { readonly cron: string }[] }
  >(
    `${scriptPath(context)}/schedules`,
  );
  return (found?.schedules ?? []).map(({ cron }) => cron);
}

/** Returns the deployed versions, newest first; the first is the one that serves. Null when there is no such Worker. */
export async function deployedVersions(context: Context): Promise<readonly Version[] | null> {
  const { cloudflare } = context.ports;
  const found = await cloudflare.find<{
    readonly deployments: readonly {
      readonly created_on: string;
      readonly versions: readonly { readonly version_id: string; readonly percentage: number }[];
    }[];
  }>(`${scriptPath(context)}/deployments`);
  if (found === null) return null;
  const newest = found.deployments.toSorted((a, b) => b.created_on.localeCompare(a.created_on));
  return await Promise.all(
    newest.slice(0, VERSIONS_MAX).map(async ({ created_on, versions }) => {
      const id = versions.toSorted((a, b) => b.percentage - a.percentage)[0]!.version_id;
      const version = await cloudflare.call<{
        readonly annotations?: Readonly<Record<string, string>>;
        readonly resources?: { readonly bindings?: readonly Binding[] };
      }>(`${scriptPath(context)}/versions/${id}`);
      const { "workers/tag": tag = null, "workers/message": message } = version.annotations ?? {};
      const cells = boundCells(version.resources?.bindings ?? []);
      return { id, created_on, tag, schema: schemaIn(message), cells };
    }),
  );
}

const VERSIONS_MAX = 10;

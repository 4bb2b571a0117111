/** Workers, their versions, secrets, triggers and custom domains of the stand-in. */
import type { Asked, Json, Route, Script, State } from "./stand_in.ts";

const NO_WORKER = {
  status: 404,
  code: 10_007,
  message: "This Worker does not exist on your account.",
} as const;

export function workerRoutes(state: State): readonly Route[] {
  const script = (name: string) => state.scripts.get(name);
  return [
    ["GET", /^\/accounts\/\w+\/workers\/services\/([^/]+)$/, (_, [name]) => {
      const found = script(name!);
      if (found === undefined) return { status: 404, code: 10_090, message: "This service does not exist" };
      return {
        result: {
          id: name,
          default_environment: {
            environment: "production",
            script: { id: name, tag: "t", tags: [], last_deployed_from: "wrangler" },
          },
        },
      };
    }],
    ["GET", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/settings$/, (_, [name]) => {
      const found = script(name!);
      return found === undefined ? NO_WORKER : { result: { bindings: found.bindings } };
    }],
    // A first upload serves at once; a later one becomes a version that wrangler then deploys.
    ["PUT", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)$/, (asked, [name]) => upload(asked, name!, true)],
    [
      "POST",
      /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/versions$/,
      (asked, [name]) => upload(asked, name!, false),
    ],
    [
      "PATCH",
      /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/script-settings$/,
      ({ body }) => ({ result: body }),
    ],
    ["GET", /^\/accounts\/\w+\/workers\/workers\/([^/]+)$/, (_, [name]) => ({
      result: { name, subdomain: { enabled: script(name!)?.workers_dev ?? false, previews_enabled: false } },
    })],
    ["GET", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/secrets$/, (_, [name]) => {
      const found = script(name!);
      return found === undefined
        ? NO_WORKER
        : { result: [...found.secrets.keys()].map((one) => ({ name: one, type: "secret_text" })) };
    }],
    ["PUT", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/secrets$/, ({ body }, [name]) => {
      const found = script(name!);
      if (found === undefined) return NO_WORKER;
      found.secrets.set(body.name, body.text);
      return { result: { name: body.name, type: "secret_text" } };
    }],
    ["GET", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/deployments$/, (_, [name]) => {
      const found = script(name!);
      if (found === undefined) return NO_WORKER;
      const deployments = found.deployments.toReversed().map(({ id, created_on, version_id }) => ({
        id,
        created_on,
        source: "wrangler",
        strategy: "percentage",
        versions: [{ version_id, percentage: 100 }],
      }));
      return { result: { deployments } };
    }],
    ["POST", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/deployments$/, ({ body }, [name]) => ({
      result: deploy(script(name!)!, body.versions[0].version_id),
    })],
    ["GET", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/versions$/, (_, [name]) => ({
      result: { items: script(name!)?.versions.toReversed().map(version) ?? [] },
    })],
    ["GET", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/versions\/([^/]+)$/, (_, [name, id]) => ({
      result: version(script(name!)!.versions.find((one) => one.id === id)!),
    })],
    ["GET", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/schedules$/, (_, [name]) => {
      const found = script(name!);
      return found === undefined
        ? NO_WORKER
        : { result: { schedules: found.crons.map((cron) => ({ cron })) } };
    }],
    ["PUT", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/schedules$/, ({ body }, [name]) => {
      script(name!)!.crons = body.map(({ cron }: Json) => cron);
      return { result: { schedules: body } };
    }],
    ["GET", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/subdomain$/, (_, [name]) => ({
      result: { enabled: script(name!)?.workers_dev ?? false, previews_enabled: false },
    })],
    ["POST", /^\/accounts\/\w+\/workers\/scripts\/([^/]+)\/subdomain$/, ({ body }, [name]) => {
      script(name!)!.workers_dev = body.enabled;
      return { result: body };
    }],
    ["GET", /^\/accounts\/\w+\/workers\/subdomain$/, () => ({ result: { subdomain: "kontor" } })],

    ["GET", /^\/accounts\/\w+\/workers\/domains$/, ({ query }) => ({
      result: state.domains.filter(({ hostname }) =>
        !query.has("hostname") || hostname === query.get("hostname")
      ),
    })],
    ["GET", /^\/accounts\/\w+\/workers\/domains\/records$/, ({ query }) => ({
      result: state.domains.filter(({ service }) => service === query.get("service")),
    })],
    ["PUT", /^\/accounts\/\w+\/workers\/domains$/, ({ body }) => {
      const at = state.domains.findIndex(({ hostname }) => hostname === body.hostname);
      if (at >= 0) state.domains.splice(at, 1);
      state.domains.push({ hostname: body.hostname, service: body.service, zone_id: body.zone_id });
      return { result: body };
    }],
  ];

  /** As Cloudflare: variables are those of the upload, secrets are kept, and what is `inherit` stays what it was. */
  function upload({ form }: Asked, name: string, serves: boolean) {
    const metadata = JSON.parse(form!.get("metadata") as string);
    const before = script(name);
    const found: Script = before ??
      { secrets: new Map(), bindings: [], crons: [], workers_dev: false, versions: [], deployments: [] };
    const lacking = metadata.bindings.filter(({ type, name: binding }: Json) =>
      type === "inherit" && !found.secrets.has(binding) && !found.bindings.some((one) => one.name === binding)
    );
    if (lacking.length > 0) {
      return {
        status: 400,
        code: 10_021,
        message: `inherit binding '${lacking[0].name}' is invalid: there is none`,
      };
    }
    for (const { type, name: binding, text } of metadata.bindings) {
      if (type === "secret_text") found.secrets.set(binding, text);
    }
    const own = metadata.bindings.filter(({ type }: Json) => type !== "inherit" && type !== "secret_text");
    const inherited = metadata.bindings
      .filter(({ type }: Json) => type === "inherit")
      .map(({ name: binding }: Json) => found.bindings.find((one) => one.name === binding))
      .filter((one: Json) => one !== undefined);
    const secrets = [...found.secrets.keys()].map((one) => ({ type: "secret_text", name: one }));
    found.bindings = [
      ...own,
      ...inherited,
      ...secrets.filter((one) => !inherited.some((other: Json) => other.name === one.name)),
    ];
    const id = `00000000-0000-4000-8000-${String(state.next++).padStart(12, "0")}`;
    const { annotations = {} } = metadata;
    found.versions.push({ id, created_on: moment(), annotations, bindings: found.bindings });
    state.scripts.set(name, found);
    if (serves) deploy(found, id);
    return {
      result: {
        id,
        deployment_id: id.replaceAll("-", ""),
        etag: id,
        startup_time_ms: 40,
        resources: { script: { etag: id } },
      },
    };
  }

  function deploy(found: Script, version_id: string) {
    const made = { id: `deployment-${state.next++}`, created_on: moment(), version_id };
    found.deployments.push(made);
    // A version serves with the bindings that it was uploaded with.
    found.bindings = found.versions.find(({ id }) => id === version_id)!.bindings;
    return made;
  }

  function version({ id, created_on, annotations, bindings }: Script["versions"][number]) {
    return {
      id,
      number: 1,
      metadata: { created_on, source: "wrangler", author_email: "dev@kontor.example" },
      annotations,
      resources: { bindings, script: {}, script_runtime: {} },
    };
  }

  function moment(): string {
    return new Date(Date.UTC(2026, 10, 1) + state.next++ * 1_000).toISOString();
  }
}

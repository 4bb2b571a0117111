/**
 * The custom domain. It is attached separately from the code, so that no deployment, not even a plain one, detaches
 * it.
 */
import { addressesOf } from "../host_addresses.ts";
import { publicUrl } from "../installation.ts";
import { accountOf, type Context, green, missing, red, type Step } from "../step.ts";

export const domain: Step = {
  name: "domain",
  needed: true,
  plan: ({ installation, names }) => `attach ${installation.domain} to the Worker ${names.worker}`,
  async look(context) {
    const { installation, names } = context;
    const host = installation.domain;
    const attached = await attachedTo(context);
    if (attached === names.worker) return green(publicUrl(installation));
    if (installation.take_domain) return missing(`${host} is to be taken over`);
    if (attached !== null) {
      return red(
        `${host} belongs to the Worker ${attached}`,
        "Name another host: --domain HOST; or take it over: --take-domain",
      );
    }
    const addresses = await addressesOf(context.ports.fetch, host);
    if (addresses.length > 0) {
      return red(
        `${host} leads to ${addresses.join(", ")} already`,
        "Name another host: --domain HOST; or let its DNS records be replaced: --take-domain",
      );
    }
    return missing(`${host} is not attached`);
  },
  async make(context) {
    const { installation, names, known, ports } = context;
    await ports.cloudflare.call(`/accounts/${accountOf(context)}/workers/domains`, {
      method: "PUT",
      body: {
        hostname: installation.domain,
        service: names.worker,
        environment: "production",
        zone_id: known.zone_id,
        ...(installation.take_domain
          ? { override_existing_dns_record: true, override_existing_origin: true }
          : {}),
      },
    });
  },
};

async function attachedTo(context: Context): Promise<string | null> {
  const { installation, ports } = context;
  const found = await ports.cloudflare.call<
    readonly { readonly hostname: string; readonly service: string }[]
  >(
    `/accounts/${accountOf(context)}/workers/domains`,
    { query: { hostname: installation.domain } },
  );
  return found.find(({ hostname }) => hostname === installation.domain)?.service ?? null;
}

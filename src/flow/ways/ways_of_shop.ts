/** Says by which accounts a shop's messages leave: its own where it has connected one, and the environment's. */
import type { Ways } from "../../channels/table.ts";
import type { DeliverPorts, Shop } from "../ports.ts";

export function waysOf(
  { ways, public_url }: Pick<DeliverPorts, "ways" | "public_url">,
  { id, secrets }: Pick<Shop, "id" | "secrets">,
): Ways {
  return { ...ways, accounts: secrets, hooks_url: `${public_url}/hooks/${id}` };
}

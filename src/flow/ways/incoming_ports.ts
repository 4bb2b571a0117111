/** What taking a short way's webhook needs. */
import type { RequestPorts } from "../customer/receive_request.ts";
import type { DeliverPorts } from "../ports.ts";

export type IncomingPorts = RequestPorts & DeliverPorts;

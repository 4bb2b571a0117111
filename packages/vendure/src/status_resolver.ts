/** What the shop's admin API says of the outbox, and the wish to tell of older orders. */
import { Args, Mutation, Query, Resolver } from "@nestjs/graphql";
import { Allow, Permission } from "@vendure/core";
import { parse } from "graphql";
import { WaybillService } from "./waybill_service.ts";

export const STATUS_SCHEMA = parse(`
  type WaybillStatus {
    "Events that wait in the outbox"
    waiting: Int!
    "Since when the oldest of them waits"
    oldest: DateTime
    "Events that Waybill refused for good"
    refused: Int!
    "The last thing that went wrong, in this process or in the outbox"
    lastError: String
  }
  extend type Query {
    waybillStatus: WaybillStatus!
  }
  extend type Mutation {
    "Tells Waybill of the orders placed since; resolves to their number"
    waybillBackfill(since: DateTime!): Int!
  }
`);

@Resolver()
export class StatusResolver {
  constructor(private readonly waybill: WaybillService) {}

  @Query()
  @Allow(Permission.ReadOrder)
  waybillStatus() {
    return this.waybill.status();
  }

  @Mutation()
  @Allow(Permission.UpdateOrder)
  waybillBackfill(@Args() { since }: { since: string | Date }) {
    return this.waybill.backfill(new Date(since));
  }
}

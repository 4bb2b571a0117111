import { expect, test } from "vitest";
import type { DeliveryWay } from "../../../src/orders/event.ts";
import { pooledLines } from "../../../src/orders/goods/claims.ts";
import { line } from "./cases.ts";

test.each<readonly [ways: readonly DeliveryWay[], inside: readonly DeliveryWay[]]>([
  [["carrier", "pickup", "local", "digital"], ["carrier", "local"]],
  [["pickup", "digital", "till"], ["pickup"]],
  [["till", "digital"], ["digital"]],
  [["till"], []],
  [[], []],
])(
  "of lines that go by %j, shipments whose content nobody told may hold those that go by %j",
  (ways, inside) => {
    expect(pooledLines(ways.map((way) => line(way, 1, { way }))).map(({ way }) => way)).toEqual(inside);
  },
);

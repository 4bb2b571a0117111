import { expect, test } from "vitest";
import { addressesIn } from "../../src/conversations/mail_address.ts";

test("no address that is found begins with @", () => {
  expect(addressesIn('"\'"@hoff.example').filter(({ address }) => address.startsWith("@"))).toEqual([]);
});

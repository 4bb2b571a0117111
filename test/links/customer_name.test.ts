import { expect, test } from "vitest";
import { customerNames } from "../../src/links/customer_name.ts";

const name = customerNames(new Uint8Array(32).fill(9));

test.each(["ada@lovelace.example", " Ada@Lovelace.example"])(
  "the name of %j is the one that is stored already",
  async (email) => {
    expect(await name("kontor", email)).toBe("kontor/~customer/Z1VaqRUkd8f5OcscqzB4");
  },
);

import { expect, test } from "vitest";
import { kinOf } from "../../src/figures/kin.ts";

const one = (parts: readonly (string | null)[], usual_cases: number, usual_of: number) => ({
  parts,
  days: 7,
  usual_cases,
  usual_of,
});
const rate = ({ cases, of }: { readonly cases: number; readonly of: number }) => cases / of;

test("a part leans on the rate of the whole, the more the more its kind is alike", () => {
  const skus = (cases: readonly number[]) =>
    kinOf([one([null], 400, 8_000), ...cases.map((count, at) => one([`sku-${at}`], count, 1_000))]);
  const alike = skus([50, 52, 48, 47, 53, 50, 51, 49]);
  const different = skus([20, 90, 30, 70, 80, 10, 60, 40]);
  expect(alike[0]).toEqual({ cases: 0, of: 0 });
  expect(rate(alike[1]!)).toBeCloseTo(0.05, 6);
  expect(alike[1]!.cases).toBeGreaterThan(different[8]!.cases);
});

test("a pair leans on what both of it are by themselves", () => {
  const kin = kinOf([
    one([null, null], 300, 6_000),
    one(["dhl", null], 200, 2_000),
    one([null, "ch"], 60, 600),
    one(["dhl", "ch"], 2, 10),
  ]);
  expect(rate(kin[3]!)).toBeCloseTo(0.2, 1);
});

test("a part that is surely unlike its kind is judged by itself", () => {
  const mugs = Array.from({ length: 12 }, (_, at) => one([`mug-${at}`], 9 + at % 3, 200));
  const kin = kinOf([one([null], 400, 8_000), one(["shoe"], 30, 200), ...mugs]);
  expect(kin[1]).toEqual({ cases: 0, of: 0 });
  expect(kin[2]!.cases).toBeGreaterThan(1);
});

import { describe, expect, test } from "vitest";
import { forPool, outputFilesOf, pathsOf, withJoinedOutputFiles } from "../../scripts/test/arguments.ts";
import { sumReports } from "../../scripts/test/sum_reports.ts";

const read = (line: string) => withJoinedOutputFiles(line.split(" "));

describe("the command line of the tests", () => {
  test.each([
    ["test/orders", ["test/orders"]],
    ["river plan", ["river", "plan"]],
    ["./test/orders/money.test.ts:40", ["test/orders/money.test.ts"]],
    ["/home/ada/waybill/test/orders", ["test/orders"]],
    ["--watch test/orders", ["test/orders"]],
    ["-t refund", []],
    ["--reporter json --outputFile.json dist/tests.json", []],
    ["--reporter=json --outputFile.json=dist/tests.json test/orders", ["test/orders"]],
  ])("%s names the paths %j", (line, paths) => {
    expect(pathsOf(read(line), "/home/ada/waybill")).toEqual(paths);
  });

  test("a report is written for each pool, its pool before the ending", () => {
    const args = read("--outputFile.json dist/tests.json --outputFile=report.d/tests --bail=1");
    expect(args.map((arg) => forPool(arg, "plain")))
      .toEqual(["--outputFile.json=dist/tests.plain.json", "--outputFile=report.d/tests.plain", "--bail=1"]);
    expect(outputFilesOf(args)).toEqual(["dist/tests.json", "report.d/tests"]);
  });
});

describe("the sum of two reports", () => {
  const plain = {
    numTotalTests: 4_217,
    numPassedTests: 4_217,
    numFailedTests: 0,
    startTime: 1_000,
    success: true,
    testResults: [{ name: "test/orders/money.test.ts" }],
  };
  const workerd = {
    numTotalTests: 1_396,
    numPassedTests: 1_395,
    numFailedTests: 1,
    startTime: 2_000,
    success: false,
    testResults: [{ name: "test/scenarios/river.test.ts" }],
  };

  test("counts what both count, and fails where one failed", () => {
    expect(sumReports([plain, workerd])).toEqual({
      numTotalTests: 5_613,
      numPassedTests: 5_612,
      numFailedTests: 1,
      startTime: 1_000,
      success: false,
      testResults: [...plain.testResults, ...workerd.testResults],
    });
    expect(sumReports([plain])).toEqual(plain);
  });
});

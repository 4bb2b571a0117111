import { mergeConfig } from "vitest/config";
import { testFiles } from "./scripts/test/test_files.ts";
import everyTest from "./vitest.config.ts";

/** The workerd pool: every test whose imports reach a `cloudflare:` module. */
export default mergeConfig(everyTest, { test: { exclude: [...testFiles().plain] } });

/** Runs before each test file: the files of one worker share its globals, and vitest itself restores the mocks only. */
import { vi } from "vitest";
import { seedProperties } from "./runs.ts";

vi.useRealTimers();
vi.unstubAllGlobals();
vi.unstubAllEnvs();
seedProperties();

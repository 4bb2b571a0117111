/**
 * Loads all that the Worker loads with its first request to each part. In tests a module that a handler imports is fetched
 * by the test's own invocation: where the handler's is cancelled meanwhile, the module never comes, and every later request
 * that waits for it hangs ("Dynamic import() statements" among the known issues of Cloudflare's plugin for vitest).
 */
import "fflate";
import "libphonenumber-js/mobile";
import "mimetext/browser";
import "postal-mime";
import "ts-tracking-number";

import.meta.glob("../../src/**/*.{ts,tsx}", { eager: true });

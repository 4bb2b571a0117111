/** Amazon's own check of SNS messages, and what it fetches with, as far as tests use them. */
declare module "sns-validator" {
  export default class MessageValidator {
    validate(message: Record<string, unknown>, done: (error: Error | null) => void): void;
  }
}

declare module "node:https" {
  const https: { get: (...given: unknown[]) => unknown };
  export default https;
}

/** The part of Node's module that workerd has by the flag `nodejs_als`. https://developers.cloudflare.com/workers/runtime-apis/nodejs/asynclocalstorage/ */
declare module "node:async_hooks" {
  export class AsyncLocalStorage<Of> {
    getStore(): Of | undefined;
    run<Result>(store: Of, run: () => Result): Result;
  }
}

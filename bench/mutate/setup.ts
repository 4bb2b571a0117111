/** What tests of changed code find in their process. */
import fc from "fast-check";

// That a property fails is all that is asked: its counterexample is not made smaller.
fc.configureGlobal({ endOnFailure: true });

interface Switches {
  readonly activeMutant?: string;
  readonly currentTestId?: string;
}

/** A WeakMap that forgets when another test runs, or another change is tried. */
class ForgetfulMap<Key extends WeakKey, Value> {
  readonly #entries = new WeakMap<
    Key,
    { readonly of: string; readonly value: Value }
  >();

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    return entry?.of === run() ? entry.value : undefined;
  }

  set(key: Key, value: Value): void {
    this.#entries.set(key, { of: run(), value });
  }
}

/** A Map that does the same, for what is remembered by name: the format of a zone, for example. */
class ForgetfulCache<Key, Value> extends Map<Key, Value> {
  #of = run();

  override get(key: Key): Value | undefined {
    if (this.#of !== run()) {
      this.clear();
      this.#of = run();
    }
    return super.get(key);
  }
}

function run(): string {
  const { activeMutant, currentTestId } = (globalThis as { readonly __stryker__?: Switches }).__stryker__ ??
    {};
  return `${currentTestId} ${activeMutant}`;
}

Object.assign(globalThis, { ForgetfulMap, ForgetfulCache });

/** Which Saleor installed the app, and what it needs to ask it and to believe it. */
import type { RunSql } from "@waybill/client/sql";
import type { JSONWebKeySet } from "jose";

export interface Registration {
  /** `https://shop.saleor.cloud/graphql/` */
  readonly saleor_api_url: string;
  readonly token: string;
  readonly keys: JSONWebKeySet;
}

export interface Registrations {
  read(saleor_api_url: string): Promise<Registration | null>;
  write(registration: Registration): Promise<void>;
}

/** For tests: gone with the process. */
export function memoryRegistrations(): Registrations {
  const known = new Map<string, Registration>();
  return {
    read: (saleor_api_url) => Promise.resolve(known.get(saleor_api_url) ?? null),
    write: (registration) => {
      known.set(registration.saleor_api_url, registration);
      return Promise.resolve();
    },
  };
}

export const REGISTRATION_TABLE =
  "CREATE TABLE IF NOT EXISTS waybill_registration (saleor_api_url TEXT NOT NULL PRIMARY KEY, token TEXT NOT NULL, keys TEXT NOT NULL)";

export function sqlRegistrations(run: RunSql): Registrations {
  return {
    async read(saleor_api_url) {
      const [row] = await run("SELECT token, keys FROM waybill_registration WHERE saleor_api_url = ?", [
        saleor_api_url,
      ]);
      if (row === undefined) return null;
      return { saleor_api_url, token: String(row["token"]), keys: JSON.parse(String(row["keys"])) };
    },
    async write({ saleor_api_url, token, keys }) {
      await run(
        `INSERT INTO waybill_registration (saleor_api_url, token, keys) VALUES (?, ?, ?)
ON CONFLICT (saleor_api_url) DO UPDATE SET token = excluded.token, keys = excluded.keys`,
        [saleor_api_url, token, JSON.stringify(keys)],
      );
    },
  };
}

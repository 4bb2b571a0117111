/** The tables of the module: the outbox, what each order last looked like, and how far the orders were looked through. */
import { Migration } from "@medusajs/framework/mikro-orm/migrations";
import { createOutboxTable } from "@waybill/client/sql";

export class Migration20261128120000 extends Migration {
  override up(): Promise<void> {
    for (const statement of createOutboxTable("waybill_outbox")) this.addSql(statement);
    this.addSql(
      "CREATE TABLE IF NOT EXISTS waybill_order (order_id TEXT NOT NULL PRIMARY KEY, details_hash TEXT NOT NULL, noted_at_ms BIGINT NOT NULL)",
    );
    this.addSql(
      "CREATE TABLE IF NOT EXISTS waybill_sweep (name TEXT NOT NULL PRIMARY KEY, at_ms BIGINT NOT NULL)",
    );
    return Promise.resolve();
  }

  override down(): Promise<void> {
    for (const table of ["waybill_outbox", "waybill_order", "waybill_sweep"]) {
      this.addSql(`DROP TABLE IF EXISTS ${table}`);
    }
    return Promise.resolve();
  }
}

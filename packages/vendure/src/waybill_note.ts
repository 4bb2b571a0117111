/** The outbox and the customers' languages as tables of the shop's own database. */
import { type DeepPartial, VendureEntity } from "@vendure/core";
import { Column, Entity, Index } from "typeorm";
import type { Note } from "./note.ts";

/** PostgreSQL and MySQL hand out a BIGINT as text. */
const NUMBER = {
  to: (value: number | null) => value,
  from: (value: string | number | null) => value === null ? null : Number(value),
};

/** One event that waits, or the id of one that Waybill has. */
@Entity("waybill_note")
@Index(["state", "seq"])
@Index(["orderKey", "state", "seq"])
export class WaybillNote extends VendureEntity {
  constructor(input?: DeepPartial<WaybillNote>) {
    super(input);
  }

  @Column({ type: "varchar", length: 128, unique: true })
  eventId!: string;

  @Column({ type: "varchar", length: 128 })
  orderKey!: string;

  @Column({ type: "bigint", transformer: NUMBER })
  seq!: number;

  /** `waiting`, `taken` or `refused`. */
  @Column({ type: "varchar", length: 10 })
  state!: string;

  @Column({ type: "simple-json", nullable: true })
  note!: Note | null;

  @Column({ type: "int" })
  attempts!: number;

  @Column({ type: "bigint", transformer: NUMBER })
  keptAtMs!: number;

  @Column({ type: "bigint", transformer: NUMBER })
  dueAtMs!: number;

  @Column({ type: "bigint", transformer: NUMBER })
  leasedUntilMs!: number;

  @Column({ type: "bigint", nullable: true, transformer: NUMBER })
  doneAtMs!: number | null;

  @Column({ type: "text", nullable: true })
  error!: string | null;
}

/** In which language an order was placed: Vendure forgets it with the request. */
@Entity("waybill_language")
export class WaybillLanguage extends VendureEntity {
  constructor(input?: DeepPartial<WaybillLanguage>) {
    super(input);
  }

  @Column({ type: "varchar", length: 128, unique: true })
  orderCode!: string;

  @Column({ type: "varchar", length: 16 })
  language!: string;
}

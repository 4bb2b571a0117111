/** Loads what a note is about, as it is now, and makes the event of it. Outside of every request. */
import { Injectable } from "@nestjs/common";
import type { WaybillEvent } from "@waybill/client";
import {
  ConfigService,
  Fulfillment,
  type ID,
  type LanguageCode,
  Order,
  OrderService,
  Payment,
  Refund,
  RequestContextService,
  TransactionalConnection,
} from "@vendure/core";
import { composeEvent } from "./compose_event.ts";
import type { Note } from "./note.ts";
import type { WaybillPluginOptions } from "./options.ts";
import { WaybillLanguage } from "./waybill_note.ts";

const RELATIONS = [
  "channels",
  "customer",
  "lines",
  "lines.productVariant",
  "lines.productVariant.taxCategory",
  "lines.productVariant.productVariantPrices",
  "lines.productVariant.translations",
  "lines.productVariant.product",
  "lines.productVariant.product.translations",
  "lines.featuredAsset",
  "lines.taxCategory",
  "shippingLines",
  "shippingLines.shippingMethod",
  "surcharges",
  "payments",
];

@Injectable()
export class NoteComposer {
  constructor(
    private readonly connection: TransactionalConnection,
    private readonly contexts: RequestContextService,
    private readonly orders: OrderService,
    private readonly config: ConfigService,
  ) {}

  /** Null where what the note is about is gone. */
  async compose(note: Note, options: WaybillPluginOptions): Promise<WaybillEvent | null> {
    const { rawConnection: db } = this.connection;
    const kept = note.code === ""
      ? null
      : await db.getRepository(WaybillLanguage).findOne({ where: { orderCode: note.code } });
    const found = <E extends { id: ID }>(entity: new (input?: never) => E, relations: string[] = []) =>
      db.getRepository(entity).findOne({ where: { id: note.subject as never }, relations });
    const { kind } = note;
    return composeEvent<Order>(note, {
      order: note.code === "" ? null : await this.orderOf(note, kept?.language),
      payment: kind === "paid" || kind === "payment_failed" ? await found(Payment) : null,
      fulfillment: kind === "shipped" || kind === "delivered" ? await found(Fulfillment, ["lines"]) : null,
      refund: kind === "refunded" ? await found(Refund, ["lines"]) : null,
    }, {
      language: kept?.language,
      precision: this.config.entityOptions.moneyStrategy.precision ?? 2,
      asset_url: options.asset_url,
      product_url: options.product_url,
      details: options.details,
    });
  }

  /** In the customer's language, so that articles bear the names that the customer saw. */
  private async orderOf({ code, channel }: Note, language: string | undefined): Promise<Order | null> {
    const within = async (token: string) => {
      const ctx = await this.contexts.create({
        apiType: "admin",
        channelOrToken: token,
        ...(language === undefined ? {} : { languageCode: language as LanguageCode }),
      });
      return await this.orders.findOneByCode(ctx, code, [...RELATIONS] as never) ?? null;
    };
    const order = await within(channel);
    if (order !== null) return order;
    // A customer may be changed in a channel to which not all of their orders belong.
    const { rawConnection: db } = this.connection;
    const found = await db.getRepository(Order).findOne({ where: { code }, relations: ["channels"] });
    const [other] = found?.channels ?? [];
    return other === undefined ? null : await within(other.token);
  }
}

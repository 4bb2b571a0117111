// The smallest Vendure with an order flow, server and worker in one process: an SQLite file, filled when it is new.
const fs = require("node:fs");
const path = require("node:path");
const process = require("node:process");
const vendure = require("@vendure/core");
const { createTestEnvironment, registerInitializer, testConfig } = require("@vendure/testing");
const { WaybillPlugin } = require("@waybill/vendure");

const { SHOP_DATABASE, SHOP_PORT, SHOP_READY, WAYBILL_URL, WAYBILL_SECRET } = process.env;

/** Fills the file once; the testing package knows sql.js alone. */
class FileInitializer {
  init(_name, options) {
    this.options = options;
    return Promise.resolve(options);
  }
  async populate(fill) {
    if (fs.existsSync(SHOP_DATABASE) && fs.statSync(SHOP_DATABASE).size > 10_000) return;
    this.options.synchronize = true;
    await fill();
    this.options.synchronize = false;
  }
  destroy() {}
}
registerInitializer("better-sqlite3", new FileInitializer());

const payment = new vendure.PaymentMethodHandler({
  code: "invoice",
  description: [{ languageCode: vendure.LanguageCode.en, value: "Invoice" }],
  args: {},
  createPayment: (_ctx, order, amount) => ({ amount, state: "Settled", transactionId: `t-${order.code}` }),
  settlePayment: () => ({ success: true }),
  createRefund: () => ({ state: "Settled", transactionId: `r-${Date.now()}` }),
});

const config = vendure.mergeConfig(testConfig, {
  apiOptions: { port: Number(SHOP_PORT), hostname: "127.0.0.1" },
  logger: new vendure.DefaultLogger({ level: vendure.LogLevel.Warn }),
  entityOptions: { entityIdStrategy: new vendure.AutoIncrementIdStrategy() },
  dbConnectionOptions: {
    type: "better-sqlite3",
    database: SHOP_DATABASE,
    synchronize: false,
    logging: false,
    prepareDatabase: (db) => db.pragma("journal_mode = WAL"),
  },
  paymentOptions: { paymentMethodHandlers: [payment] },
  schedulerOptions: { runTasksInWorkerOnly: false },
  plugins: [
    vendure.DefaultJobQueuePlugin.init({ pollInterval: 200 }),
    vendure.DefaultSchedulerPlugin.init({ manualTriggerCheckInterval: 1_000 }),
    WaybillPlugin.init({ url: WAYBILL_URL, secret: WAYBILL_SECRET }),
  ],
});
delete config.dbConnectionOptions.location;

const initialData = {
  defaultLanguage: vendure.LanguageCode.en,
  defaultZone: "Europe",
  taxRates: [{ name: "Standard Tax", percentage: 19 }],
  shippingMethods: [{ name: "DHL Paket", price: 490 }],
  paymentMethods: [{ name: "Invoice", handler: { code: "invoice", arguments: [] } }],
  countries: [{ name: "Germany", code: "DE", zone: "Europe" }],
  collections: [],
  roles: [],
};

(async () => {
  const { server } = createTestEnvironment(config);
  await server.init({
    initialData,
    productsCsvPath: path.join(__dirname, "products.csv"),
    customerCount: 1,
    logging: false,
  });
  await server.app.get(vendure.JobQueueService).start();
  // While the file is filled another server answers, and is closed again.
  fs.writeFileSync(SHOP_READY, "");
})().catch((error) => {
  console.error(error);
  process.exit(1);
});

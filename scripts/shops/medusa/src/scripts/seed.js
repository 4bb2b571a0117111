// What an order needs: a region with its tax, a way to ship, a product in stock, a key for the storefront. Written to seed.json.
const fs = require("node:fs");
const { ContainerRegistrationKeys, Modules } = require("@medusajs/framework/utils");
const flows = require("@medusajs/medusa/core-flows");

module.exports.default = async function seed({ container }) {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const run = async (workflow, input) => [(await workflow(container).run({ input })).result].flat()[0];
  const first = async (entity, fields, filters) => (await query.graph({ entity, fields, filters })).data[0];

  const store = await first("store", ["id", "default_sales_channel_id"]);
  const channel = store.default_sales_channel_id;
  const currencies = [{ currency_code: "eur", is_default: true }];
  await run(flows.updateStoresWorkflow, {
    selector: { id: store.id },
    update: { supported_currencies: currencies },
  });
  const region = await run(flows.createRegionsWorkflow, {
    regions: [{
      name: "Europe",
      currency_code: "eur",
      countries: ["de", "fr"],
      payment_providers: ["pp_system_default"],
    }],
  });
  const rate = { rate: 19, name: "VAT 19", code: "vat19" };
  await run(flows.createTaxRegionsWorkflow, [{
    country_code: "de",
    provider_id: "tp_system",
    default_tax_rate: rate,
  }]);
  const address = { city: "Berlin", country_code: "DE", address_1: "" };
  const location = await run(flows.createStockLocationsWorkflow, {
    locations: [{ name: "Berlin", address }],
  });
  const at = { [Modules.STOCK_LOCATION]: { stock_location_id: location.id } };
  await link.create({ ...at, [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" } });
  const profile = await first("shipping_profile", ["id"]) ??
    await run(flows.createShippingProfilesWorkflow, { data: [{ name: "Default", type: "default" }] });
  const zones = [{
    name: "EU",
    geo_zones: ["de", "fr"].map((country_code) => ({ type: "country", country_code })),
  }];
  const set = await container.resolve(Modules.FULFILLMENT)
    .createFulfillmentSets({ name: "Delivery", type: "shipping", service_zones: zones });
  await link.create({ ...at, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } });
  await run(flows.createShippingOptionsWorkflow, [{
    name: "DHL Paket",
    price_type: "flat",
    provider_id: "manual_manual",
    service_zone_id: set.service_zones[0].id,
    shipping_profile_id: profile.id,
    type: { label: "DHL Paket", description: "2-3 days", code: "standard" },
    prices: [{ currency_code: "eur", amount: 4.9 }],
    rules: [
      { attribute: "enabled_in_store", value: "true", operator: "eq" },
      { attribute: "is_return", value: "false", operator: "eq" },
    ],
  }]);
  await run(flows.linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel] });
  const key = await first("api_key", ["id", "token", "type"], { type: "publishable" }) ??
    await run(flows.createApiKeysWorkflow, {
      api_keys: [{ title: "Web", type: "publishable", created_by: "" }],
    });
  // A new shop's own key is linked already.
  await run(flows.linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel] }).catch((error) =>
    console.log(error.message)
  );
  const product = await run(flows.createProductsWorkflow, {
    products: [{
      title: "Kaffeemühle",
      handle: "kaffeemuehle",
      status: "published",
      shipping_profile_id: profile.id,
      thumbnail: "https://kontor.example/muehle.jpg",
      options: [{ title: "Farbe", values: ["Eiche", "Nuss"] }],
      sales_channels: [{ id: channel }],
      variants: ["Eiche", "Nuss"].map((colour) => ({
        title: colour,
        sku: `KM-${colour.toUpperCase()}`,
        options: { Farbe: colour },
        manage_inventory: true,
        prices: [{ amount: 118.55, currency_code: "eur" }],
      })),
    }],
  });
  const { data: items } = await query.graph({ entity: "inventory_item", fields: ["id"] });
  await run(flows.createInventoryLevelsWorkflow, {
    inventory_levels: items.map(({ id }) => ({
      location_id: location.id,
      stocked_quantity: 1_000_000,
      inventory_item_id: id,
    })),
  });
  const variants = product.variants.map(({ id }) => id);
  fs.writeFileSync(
    "seed.json",
    JSON.stringify({ key: key.token, region: region.id, location: location.id, variants }),
  );
};

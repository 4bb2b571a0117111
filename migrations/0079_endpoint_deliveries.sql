-- The page of one receiver reads what it was told, and not what all were.
create index webhook_deliveries_endpoint on webhook_deliveries (shop_id, endpoint, at, id);

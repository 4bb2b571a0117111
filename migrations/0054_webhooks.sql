-- Addresses of a shop's own programs that are told of what happens. Their signing secrets lie sealed with the shop's, under `webhook.<id>`.
create table webhook_endpoints (
  shop_id text not null,
  id text not null,
  url text not null,
  -- Types with spaces between, such as `message.* case.opened`; empty for all.
  types text not null,
  made_at integer not null,
  -- on, or off: by the shop (`by_hand`), as it answered 410 (`gone`), or as it failed for three days (`failing`).
  state text not null,
  reason text,
  -- Until then the secret before the present one signs too.
  rotated_until integer,
  -- Since when nothing was taken; null after a success.
  failing_since integer,
  told_at integer,
  primary key (shop_id, id)
) without rowid;

-- What endpoints are to be told, and were: a row for each event and endpoint. It names what happened and no customer.
create table webhook_deliveries (
  shop_id text not null,
  endpoint text not null,
  -- The `webhook-id`: the same for every endpoint and every try.
  id text not null,
  type text not null,
  body text not null,
  at integer not null,
  -- Null once it was taken or given up.
  due_at integer,
  attempts integer not null default 0,
  taken_at integer,
  -- Tries as JSON, the last ones: [{at, status, reason}].
  tries text not null default '[]',
  primary key (shop_id, endpoint, id)
) without rowid;
create index webhook_deliveries_due on webhook_deliveries (due_at, shop_id) where due_at is not null;
create index webhook_deliveries_time on webhook_deliveries (shop_id, at);

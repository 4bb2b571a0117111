-- Apps that a storefront has installed for a shop: how long their token is valid, and when their webhooks are checked next.
create table connections (
  shop_id text not null,
  source text not null,
  -- The storefront's own name of the shop: kontor.myshopify.com.
  store text not null,
  -- What the token may read, separated by commas.
  scopes text not null,
  installed_at integer not null,
  -- Null where the token does not expire.
  token_until integer,
  -- Null until the webhooks were checked for the first time.
  checked_at integer,
  due_at integer not null,
  -- Checks in a row that were not answered.
  failures integer not null default 0,
  primary key (shop_id, source)
) without rowid;

create index connections_due on connections (due_at);

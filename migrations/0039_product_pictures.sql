-- Pictures of a storefront's products, from its webhooks about products: the lines of orders name none.
create table product_pictures (
  shop_id text not null,
  source text not null,
  -- The storefront's own name: product/632910392, variant/808950810.
  item text not null,
  -- Null where the product has none any more.
  url text,
  -- When the storefront said so: RFC 3339 in UTC. The newest wins, whatever the order of arrival.
  at text not null,
  primary key (shop_id, source, item)
) without rowid;

-- How far a shop's orders from before `order_index` have been put into its index; a shop without a row has not begun.
create table order_index_fills (
  shop_id text primary key not null,
  -- Of the terms that are written; a newer one begins anew.
  version integer not null,
  -- The id of the last order that was done.
  after text not null,
  done_at integer
) without rowid;

-- Sums that a webhook stated and that its own parts do not make: which webhook of which source, for the shop to look at.
-- No personal data: ids and amounts alone. One row for each such sum of an order; it goes when a later snapshot is whole again.
create table contradictions (
  order_id text not null,
  -- `total`, `tax`, or `refund:<id>`, `destinations:<id>`.
  about text not null,
  shop_id text not null,
  source text not null,
  webhook_id text not null,
  received_at integer not null,
  currency text not null,
  -- In minor units: the sum as it was stated, and what its parts come to.
  stated_minor integer not null,
  parts_minor integer not null,
  primary key (order_id, about)
) without rowid;

create index contradictions_newest on contradictions (shop_id, received_at);

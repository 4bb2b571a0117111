-- What a shop looks through and cares for: mails that shadow mode kept back, and orders that nobody can write to.
-- An ordinary order costs nothing here: the index holds kept-back mails alone, the table such orders alone.

create index messages_shadowed on messages (
  substr(subject, 1, instr(subject, '/') - 1), closed_at
) where state = 'shadowed';

-- An order that owes mails and has no address that takes them, until it has one or somebody says that it is well so.
create table unreachable_orders (
  shop_id text not null,
  order_id text not null,
  since integer not null,
  -- no_address, bounced
  reason text not null,
  dismissed_at integer,
  primary key (shop_id, order_id)
) without rowid;

create index unreachable_orders_open on unreachable_orders (shop_id, since, order_id) where dismissed_at is null;

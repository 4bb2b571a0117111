-- A storefront's request to erase all of its orders: it waits, so that the shop can stop it. One for each source of a shop.
create table held_requests (
  shop_id text not null,
  source text not null,
  asked_at integer not null,
  due_at integer not null,
  -- `waiting`, `stopped` or `done`.
  state text not null,
  -- When it was stopped or begun.
  settled_at integer,
  primary key (shop_id, source)
) without rowid;

create index held_requests_due on held_requests (due_at) where state = 'waiting';

-- An erasure of a whole shop that was begun before goes on as that of its only possible asker.
update erasures set subject = replace(subject, '/~shop/', '/~source/shopify')
where subject like '%/~shop/' and progress is not null;

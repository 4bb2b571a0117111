-- What orders are found by at the desk, for shops with `order_index`: a row a term, newest order first by the key.
-- A term is a keyed hash (a name, an address, a number, a SKU) or a plain list that begins with a tilde (`~all`, `~todo`,
-- `~unpaid`). It holds no word of the customer, follows the order's present state, and goes with an erasure.
create table order_terms (
  shop_id text not null,
  term text not null,
  placed_at text not null,
  order_id text not null,
  primary key (shop_id, term, placed_at, order_id)
) without rowid;

-- One shop's late cases of which nobody was reminded.
drop index cases_late;
create index cases_late on cases (shop_id, due_at) where state = 'open' and next = 'shop' and reminded_at is null;

-- Stock: what there is of each SKU, what open orders still need of it, and who wants to hear when it is there again.
-- Only a store with `stock.track` in its settings writes any of these rows.

-- One row a place that counts. A level whose SKU is not known yet lies under the empty one until stock_items names it.
create table stock (
  store text not null,
  sku text not null,
  -- A storefront's item and location as `item/location`; the sender's own name for the place, or empty, otherwise.
  location text not null,
  -- Null when nobody counts.
  quantity integer,
  -- on_hand: with the pieces that open orders wait for. free: without them, below zero when oversold.
  basis text not null,
  expected_on text,
  -- When it was counted: RFC 3339 in UTC. The newest wins, whatever the order of arrival.
  at text not null,
  primary key (store, sku, location)
) without rowid;

-- Which SKU is meant by a storefront that counts items by ids of its own.
create table stock_items (
  store text not null,
  item text not null,
  sku text not null,
  at text not null,
  primary key (store, item)
) without rowid;

-- What open orders still need, in the order in which they were placed. Written in the order's own commit.
create table open_lines (
  store text not null,
  sku text not null,
  placed_at text not null,
  order_id text not null,
  line_id text not null,
  quantity integer not null,
  -- Pieces of this line that have left, and the last time that some did: a count from before then still holds them.
  sent integer not null,
  sent_at text,
  -- What the order's own events say: null while nobody has said anything.
  available integer,
  expected_on text,
  allocated_at text,
  primary key (store, sku, placed_at, order_id, line_id)
) without rowid;

-- SKUs whose lines are to be judged anew, and when. A row goes only when a look at it has found nothing to do.
create table stock_work (
  due_at integer not null,
  store text not null,
  sku text not null,
  primary key (due_at, store, sku)
) without rowid;

-- Customers who asked to be told when a SKU is there again. The row goes when they are told.
create table stock_watches (
  store text not null,
  email text not null collate nocase,
  sku text not null,
  name text,
  locale text,
  -- As the mail shows it: {title, variant, image_url, url, price}.
  product text not null,
  asked_at text not null,
  primary key (store, email, sku)
) without rowid;

create index stock_watches_sku on stock_watches (store, sku, asked_at);

-- How many have been told of a SKU since it last ran out, a row for each time: two who tell at once clash.
create table stock_told (
  store text not null,
  sku text not null,
  told integer not null,
  primary key (store, sku, told)
) without rowid;

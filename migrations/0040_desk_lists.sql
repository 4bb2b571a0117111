-- What a shop's people are short of, and what they said about it: a day on which more is expected, or that it is back.
-- Of two words the newer counts; `back_at` counts until stock is counted anew.
create table stock_words (
  shop_id text not null,
  sku text not null,
  expected_on text,
  -- RFC 3339 in UTC.
  back_at text,
  -- By the name that colleagues see.
  person text not null,
  at integer not null,
  primary key (shop_id, sku)
) without rowid;

-- Lines whose customers wait: a row only while a line is short.
create index open_lines_short on open_lines (shop_id, sku, placed_at, order_id) where available = 0;

-- Ratings of a shop, newest first, and the low ones of them.
create index feedback_recent on feedback (substr(order_id, 1, instr(order_id, '/') - 1), rated_at, order_id, about);
create index feedback_low on feedback (substr(order_id, 1, instr(order_id, '/') - 1), rated_at, order_id, about)
  where score <= case about when 'nps' then 4 else 2 end;

-- Cells: the first database is the directory and a cell too; each shop's rows lie in one cell, which `shops` of the first names.
-- Every cell has all tables; `shops` and `moves` are read in the first alone.
alter table shops add column cell integer not null default 1;

-- Shops that move from one cell to another, and how far the clock has come with it.
create table moves (
  shop_id text primary key,
  from_cell integer not null,
  to_cell integer not null,
  -- announced, draining, copying, left: see src/flow/move/move_shop.ts.
  stage text not null,
  -- When this stage began, in milliseconds since the epoch.
  since integer not null,
  -- Table and key of the last row that was copied or deleted, as JSON.
  progress text
) without rowid;

-- Figures of a year: what is counted while it happens, one row of plain counts a day, and the week's digests. Nothing here names a customer.

-- Counts of days that are not over, for shops with `figures`; the night makes the row of `figures` of them.
create table figure_counts (
  shop_id text not null,
  -- In the shop's own zone.
  day text not null,
  -- What was counted, and its key: see src/figures/counts.ts.
  what text not null,
  key text not null,
  count integer not null,
  primary key (shop_id, day, what, key)
) without rowid;

-- One row a day: 365 are read for a year.
create table figures (
  shop_id text not null,
  day text not null,
  -- Counts as JSON: {what: {key: count}}.
  counts text not null,
  primary key (shop_id, day)
) without rowid;

-- What a week's digest found, by the last day of its week, as JSON: see src/figures/digest.ts.
create table digests (
  shop_id text not null,
  week text not null,
  digest text not null,
  -- What the shop did about what it named: [{name, words, by, day}].
  done text not null default '[]',
  primary key (shop_id, week)
) without rowid;

-- Questions of one day.
create index cases_opened on cases (shop_id, opened_at);

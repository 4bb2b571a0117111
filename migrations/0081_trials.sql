-- Trials: two versions of one kind of mail side by side, one of them for each order as long as the trial lasts.

-- The trials that run, as JSON: see src/orders/trial.ts. In the directory, beside the settings, so that no mail reads a row more.
alter table shops add column trials text;

create table trials (
  shop_id text not null,
  -- Of the form: a second click starts no second trial.
  id text not null,
  kind text not null,
  -- 'running', 'worse' (stopped by the guard), 'stopped' (by a person), 'over' (its days are over), 'adopted' (the tried version is live)
  state text not null,
  started_at integer not null,
  -- Mails count from then: of a changed day, once no mail is left that was planned before.
  counts_from integer not null,
  ends_at integer not null,
  ended_at integer,
  person text not null,
  -- As JSON: what is tried, the difference that is to be seen, how long it was to take.
  trial text not null,
  -- What was counted in the end, as JSON.
  result text,
  primary key (shop_id, id)
) without rowid;
create index trials_running on trials (shop_id, id) where state = 'running';

-- Orders that were sent a mail of the kind, with the version that they were sent.
create table trial_orders (
  shop_id text not null,
  trial text not null,
  order_id text not null,
  -- 0: as usual. 1: the tried version.
  tried integer not null,
  sent_at integer not null,
  clicked_at integer,
  primary key (shop_id, trial, order_id)
) without rowid;

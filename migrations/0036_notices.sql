-- Alerts that are still to be told in a shop's chat: one row an alert and service, until it was told or given up.
create table notices (
  shop_id text not null,
  -- slack, discord or teams.
  service text not null,
  -- Of the alert.
  id text not null,
  topic text not null,
  order_number text,
  count integer,
  case_id text,
  at integer not null,
  due_at integer not null,
  attempts integer not null default 0,
  primary key (shop_id, service, id)
) without rowid;
create index notices_due on notices (due_at, shop_id);

-- How telling went last.
create table notice_services (
  shop_id text not null,
  service text not null,
  told_at integer,
  failed_at integer,
  reason text,
  primary key (shop_id, service)
) without rowid;

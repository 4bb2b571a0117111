-- What somebody has put aside on the desk's first page: what came before that moment calls for nobody any more.
create table dismissed_alarms (
  shop_id text not null,
  alarm text not null,
  at integer not null,
  primary key (shop_id, alarm)
) without rowid;

-- Versions of the templates by which a shop's own programs hand over mails. The newest of a name is live.
create table own_templates (
  shop_id text not null,
  -- As programs name it: own:NAME.
  name text not null,
  at integer not null,
  -- Of the form or the request that made it.
  id text not null,
  person text not null,
  -- JSON: what it is for, its lane, its variables and its texts by language; null where the template was deleted.
  content text,
  primary key (shop_id, name, at, id)
) without rowid;

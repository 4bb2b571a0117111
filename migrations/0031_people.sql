-- The shop's people at the desk, beside whoever has the shop's token or is named by `desk.emails`.
create table people (
  shop_id text not null,
  id text not null,
  -- In lower case.
  email text not null,
  -- The name that colleagues see.
  name text not null,
  -- owner, agent or viewer.
  role text not null,
  -- Sessions that began before it count no more.
  invited_at integer not null,
  -- When a code was first typed; null until then.
  joined_at integer,
  primary key (shop_id, id)
) without rowid;
create unique index people_email on people (email, shop_id);

-- Who did what: names of the shop's own people, ids of orders and cases, and nothing else of a customer.
create table audit (
  shop_id text not null,
  -- Of the form or request: a second click is no second act.
  id text not null,
  at integer not null,
  person text not null,
  -- desk or api.
  way text not null,
  act text not null,
  order_id text,
  case_id text,
  -- As JSON; see `ActDetail` of src/sql/audit.ts.
  detail text not null default '{}',
  primary key (shop_id, id)
) without rowid;
create index audit_time on audit (shop_id, at, id);
create index audit_order on audit (order_id, at) where order_id is not null;

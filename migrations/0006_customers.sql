-- The customer's side. A customer is `store/~customer/<keyed hash of the address>`: what is kept here holds no address.

-- Which orders are a customer's, as the order itself names its buyer. Written in the order's own commit.
create table customer_orders (
  customer text not null,
  placed_at text not null,
  order_id text not null,
  primary key (customer, placed_at, order_id)
) without rowid;

-- Only customers who chose something have a row.
create table customers (
  customer text primary key,
  -- {language} as JSON; which classes of mail are wanted stands in suppressions.
  choices text not null,
  -- Links and sessions made before this, in milliseconds since the epoch, open nothing any more.
  links_since integer not null default 0,
  updated_at integer not null
) without rowid;

-- A code that was sent and is waited for. The code itself lies nowhere: it follows from `id` and a key of the Worker.
create table challenges (
  customer text not null,
  id text not null,
  use text not null,
  made_at integer not null,
  expires_at integer not null,
  tries integer not null default 0,
  used_at integer,
  primary key (customer, id)
) without rowid;

-- What a customer asked for on a page. The form's id makes a second click the same request.
create table customer_requests (
  -- An order's id, or a customer.
  subject text not null,
  form_id text not null,
  kind text not null,
  made_at integer not null,
  -- What was asked, by kind, as JSON.
  asked text not null,
  primary key (subject, form_id)
) without rowid;

-- One score a thing: the delivery, the shop (0 to 10), each line of the order.
create table feedback (
  order_id text not null,
  about text not null,
  score integer not null,
  words text,
  rated_at integer not null,
  primary key (order_id, about)
) without rowid;

create table conversations (
  -- The order it is about, or the customer.
  subject text not null,
  id text not null,
  topic text not null,
  state text not null,
  opened_at integer not null,
  primary key (subject, id)
) without rowid;

create table conversation_messages (
  subject text not null,
  conversation text not null,
  at integer not null,
  id text not null,
  -- customer or shop.
  author text not null,
  words text not null,
  primary key (subject, conversation, at, id)
) without rowid;

-- Cases take the place of conversations: one thread for each customer and matter, whatever brought it.
create table cases (
  shop_id text not null,
  id text not null,
  kind text not null,
  topic text not null,
  -- open, solved, or merged.
  state text not null,
  -- Who acts next: shop, customer, later (snoozed until due_at) or nobody.
  next text not null,
  -- Until when the shop is to act, or until when the case is snoozed; null where no clock runs.
  due_at integer,
  opened_at integer not null,
  changed_at integer not null,
  -- When the shop, not a program, first answered.
  answered_at integer,
  -- The order that it is about.
  order_id text,
  -- The writer as `shop/~customer/<keyed hash of the address>`.
  customer text,
  -- 1 where the writer is proven, or known by the page or the order itself.
  proven integer not null default 1,
  -- To whom answers go, as JSON: {email, name, first_name, locale}.
  reader text,
  assignee text,
  tags text not null default '[]',
  -- Words not sent yet, one for each person who writes: [{words, by, at}].
  drafts text not null default '[]',
  -- For a merged case the one into which it went.
  merged_into text,
  -- When the shop was last reminded that it is late.
  reminded_at integer,
  primary key (shop_id, id)
) without rowid;
create index cases_open on cases (shop_id, next, due_at, id) where state = 'open';
create index cases_solved on cases (shop_id, changed_at, id) where state = 'solved';
create index cases_order on cases (order_id) where order_id is not null;
create index cases_customer on cases (customer) where customer is not null;
create index cases_late on cases (due_at) where state = 'open' and next = 'shop' and reminded_at is null;

-- The thread of a case: what was said, notes, and what people and programs did.
create table case_entries (
  shop_id text not null,
  case_id text not null,
  at integer not null,
  id text not null,
  -- message, note or act.
  type text not null,
  -- customer, shop or waybill.
  author text not null,
  -- The person at the shop, by the name that colleagues see.
  person text,
  words text not null,
  -- As JSON; see `EntryDetail` of src/cases/case.ts.
  detail text not null default '{}',
  primary key (shop_id, case_id, at, id)
) without rowid;

insert into cases (shop_id, id, kind, topic, state, next, due_at, opened_at, changed_at, order_id)
select substr(subject, 1, instr(subject, '/') - 1), id,
  coalesce((select case kind
    when 'problem' then 'claim' when 'cancellation' then 'cancellation' when 'address_change' then 'address'
    when 'delivery_note' then 'courier_note' when 'exchange' then 'return' end
    from customer_requests r where r.subject = c.subject and r.form_id = c.id), 'question'),
  topic, case state when 'open' then 'open' else 'solved' end,
  case state when 'open' then 'shop' else 'nobody' end,
  case state when 'open' then opened_at end,
  opened_at, opened_at, case when subject not like '%/~customer/%' then subject end
from conversations c where true on conflict do nothing;
insert into case_entries (shop_id, case_id, at, id, type, author, words)
select substr(subject, 1, instr(subject, '/') - 1), conversation, at, id, 'message', author, words
from conversation_messages where true on conflict do nothing;
drop table conversation_messages;
drop table conversations;

-- A mail without a signed reply address is for the shop whose mailbox or reply domain it was sent to.
create index shops_support_email on shops (lower(json_extract(settings, '$.support_email')));
create index shops_from_email on shops (lower(json_extract(settings, '$.from.email')));
create index shops_reply_domain on shops (lower(json_extract(settings, '$.reply_domain')));

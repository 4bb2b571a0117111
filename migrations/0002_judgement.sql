-- What a mail told its customer, so that the next one can say "was … now …"; and when time alone will change an order.

alter table messages add column told text;

alter table orders add column deadline_at integer;

create index orders_deadline on orders (deadline_at) where deadline_at is not null;

-- The date that a mail bears: when it was planned, or for a mail with a due date that one. Every attempt bears the same.
alter table messages rename column created_at to dated_at;

-- A mail need not belong to an order: a code for a customer, an answer in a conversation, an alert for the shop.

-- Whose mail it is: an order, or demo/~customer/…, demo/~conversation/…, demo/~shop/.
alter table messages rename column order_id to subject;

-- What such a notice says and to whom, as JSON; null for an order's mails, and as soon as the notice has left.
alter table messages add column facts text;

-- After this a notice is no longer true: a code has expired, a link is stale.
alter table messages add column valid_until integer;

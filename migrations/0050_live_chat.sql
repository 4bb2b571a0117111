-- The live chat on an order's page is a case like any other. What is kept of it beside the words:
-- until when the customer's open page has shown what the shop said,
alter table cases add column seen_at integer;
-- when their page last said that it is open, and that they are writing,
alter table cases add column here_at integer;
alter table cases add column writing_at integer;
-- and who has the case open at the desk, as JSON: {"Ben": [here_at, writing_at]}.
alter table cases add column watchers text not null default '{}';

-- What a shop's own history says of its delivery days, as JSON: see src/orders/learnt.ts. In the directory, beside the settings.
alter table shops add column learnt text;

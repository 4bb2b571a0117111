-- An event may be known by several names of its order, and an order by several names of its own.

-- Every name under which an event waits, as JSON; each name has its own row. `known_as` is what the sender itself calls
-- the order: the index holds one row an event, so that what has waited for long is found without a scan.
alter table parked add column known_as text;
alter table parked add column names text;
update parked set known_as = ref, names = json_array(ref);
create index parked_since on parked (received_at) where ref = known_as;

-- How far an order's events are folded into `state`, by which version of the fold, and the prints of all that it holds:
-- with these a later event is folded on without the others being read.
alter table orders add column fold_version integer;
alter table orders add column folded_to text;
alter table orders add column prints text;

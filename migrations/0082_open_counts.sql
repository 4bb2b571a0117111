-- What waits for the shop, counted as it changes, so that the desk's navigation reads one row. Triggers write it in every cell; it does not move.
create table open_counts (
  shop_id text primary key,
  -- Open cases in which the shop acts next, and those of them about returns, ratings and shortages.
  cases integer not null default 0,
  returns integer not null default 0,
  ratings integer not null default 0,
  shortages integer not null default 0,
  letters integer not null default 0
) without rowid;

insert into open_counts (shop_id, cases, returns, ratings, shortages)
select shop_id, count(*), sum(kind = 'return'), sum(kind = 'rating'), sum(kind = 'shortage') from cases
where state = 'open' and next = 'shop' group by shop_id;
insert into open_counts (shop_id, letters)
select shop_id, count(*) from dead_letters where true group by shop_id
on conflict do update set letters = excluded.letters;

-- Each trigger ends on one line: tools split this file where a line ends with a semicolon.
create trigger open_counts_case_in after insert on cases when new.state = 'open' and new.next = 'shop'
begin insert into open_counts (shop_id, cases, returns, ratings, shortages)
  values (new.shop_id, 1, new.kind = 'return', new.kind = 'rating', new.kind = 'shortage')
  on conflict (shop_id) do update set cases = cases + 1, returns = returns + excluded.returns,
    ratings = ratings + excluded.ratings, shortages = shortages + excluded.shortages; end;
create trigger open_counts_case_out after delete on cases when old.state = 'open' and old.next = 'shop'
begin update open_counts set cases = cases - 1, returns = returns - (old.kind = 'return'),
    ratings = ratings - (old.kind = 'rating'), shortages = shortages - (old.kind = 'shortage')
  where shop_id = old.shop_id; end;
create trigger open_counts_case_left after update of state, next, kind on cases
when old.state = 'open' and old.next = 'shop' and (new.state <> old.state or new.next <> old.next or new.kind <> old.kind)
begin update open_counts set cases = cases - 1, returns = returns - (old.kind = 'return'),
    ratings = ratings - (old.kind = 'rating'), shortages = shortages - (old.kind = 'shortage')
  where shop_id = old.shop_id; end;
create trigger open_counts_case_came after update of state, next, kind on cases
when new.state = 'open' and new.next = 'shop' and (new.state <> old.state or new.next <> old.next or new.kind <> old.kind)
begin insert into open_counts (shop_id, cases, returns, ratings, shortages)
  values (new.shop_id, 1, new.kind = 'return', new.kind = 'rating', new.kind = 'shortage')
  on conflict (shop_id) do update set cases = cases + 1, returns = returns + excluded.returns,
    ratings = ratings + excluded.ratings, shortages = shortages + excluded.shortages; end;
create trigger open_counts_letter_in after insert on dead_letters
begin insert into open_counts (shop_id, letters) values (new.shop_id, 1)
  on conflict (shop_id) do update set letters = letters + 1; end;
create trigger open_counts_letter_out after delete on dead_letters
begin update open_counts set letters = letters - 1 where shop_id = old.shop_id; end;

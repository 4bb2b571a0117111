-- One word for each thing: shop (was store), webhook (was delivery), event (was happening), sms (was text).

alter table stores rename to shops;

alter table stock rename column store to shop_id;
alter table stock_items rename column store to shop_id;
alter table open_lines rename column store to shop_id;
alter table stock_work rename column store to shop_id;
alter table stock_watches rename column store to shop_id;
alter table suppressions rename column store_id to shop_id;
alter table circuits rename column store_id to shop_id;
alter table quotas rename column store_id to shop_id;
alter table daily_stats rename column store_id to shop_id;
alter table reconciliations rename column store_id to shop_id;
alter table ignored_topics rename column store_id to shop_id;
alter table paces rename column store_id to shop_id;
alter table retentions rename column store_id to shop_id;

-- How many watchers of a SKU were notified since there last was none of it.
alter table stock_told rename to stock_notified;
alter table stock_notified rename column store to shop_id;
alter table stock_notified rename column told to notified;

-- Each row is one webhook of a sender, with the events that it brought.
alter table events rename column delivery_id to webhook_id;
alter table events rename column happenings to events;
alter table parked rename column delivery_id to webhook_id;
alter table parked rename column happenings to events;
drop index parked_untold;
alter table parked rename column told_at to alerted_at;
create index parked_unalerted on parked (received_at) where ref = known_as and alerted_at is null;

alter table orders rename column prints to fingerprints;

alter table messages rename column told to facts_shown;
alter table messages rename column settled_at to closed_at;

alter table erasures rename column going to progress;
update erasures set progress = json_remove(
    json_set(
      progress,
      '$.identifiers', json(progress -> '$.whom'),
      '$.notifies_customer', json(progress -> '$.tells')
    ),
    '$.whom', '$.tells'
  )
where json_type(progress, '$.whom') is not null;

-- Text messages are sms.
update events set events = (
    select json_group_array(json(
      case when value ->> '$.type' = 'customer.texts_chosen'
        then json_remove(
          json_set(value, '$.type', 'customer.sms_chosen', '$.sms', json(value -> '$.texts')), '$.texts')
        else value end
    )) from (select value from json_each(events.events) order by key)
  )
where exists (select 1 from json_each(events.events) where value ->> '$.type' = 'customer.texts_chosen');

update parked set events = (
    select json_group_array(json(
      case when value ->> '$.type' = 'customer.texts_chosen'
        then json_remove(
          json_set(value, '$.type', 'customer.sms_chosen', '$.sms', json(value -> '$.texts')), '$.texts')
        else value end
    )) from (select value from json_each(parked.events) order by key)
  )
where exists (select 1 from json_each(parked.events) where value ->> '$.type' = 'customer.texts_chosen');

update orders set state = json_remove(json_set(state, '$.sms', json(state -> '$.texts')), '$.texts')
where json_type(state, '$.texts') is not null;

update customers set choices = json_remove(json_set(choices, '$.sms', json(choices -> '$.texts')), '$.texts')
where json_type(choices, '$.texts') is not null;

update shops set settings = json_remove(
    json_set(settings, '$.shipment_sms', json(settings -> '$.shipment_texts')), '$.shipment_texts')
where json_type(settings, '$.shipment_texts') is not null;
update shops set settings = json_remove(
    json_set(settings, '$.bounce_sms', json(settings -> '$.bounce_texts')), '$.bounce_texts')
where json_type(settings, '$.bounce_texts') is not null;

update messages set kind = 'shipment_sms' where kind = 'shipment_text';
update messages set kind = 'bounce_sms' where kind = 'bounce_text';
update messages set reason = 'by_sms' where reason = 'by_text';
update daily_stats set kind = 'shipment_sms' where kind = 'shipment_text';
update daily_stats set kind = 'bounce_sms' where kind = 'bounce_text';

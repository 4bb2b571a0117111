-- A customer's choice of text messages is a list of ways: {"by": "sms", "to": number, "alone": …}.
update events set events = (
    select json_group_array(json(
      case when value ->> '$.type' = 'customer.sms_chosen'
        then json_remove(
          json_set(
            value,
            '$.type', 'customer.ways_chosen',
            '$.ways', json(case when json_type(value, '$.sms') = 'object'
              then json_array(json_object(
                'by', 'sms', 'to', value ->> '$.sms.number', 'alone', json(value -> '$.sms.alone')))
              else '[]' end)
          ),
          '$.sms')
        else value end
    )) from (select value from json_each(events.events) order by key)
  )
where exists (select 1 from json_each(events.events) where value ->> '$.type' = 'customer.sms_chosen');

update parked set events = (
    select json_group_array(json(
      case when value ->> '$.type' = 'customer.sms_chosen'
        then json_remove(
          json_set(
            value,
            '$.type', 'customer.ways_chosen',
            '$.ways', json(case when json_type(value, '$.sms') = 'object'
              then json_array(json_object(
                'by', 'sms', 'to', value ->> '$.sms.number', 'alone', json(value -> '$.sms.alone')))
              else '[]' end)
          ),
          '$.sms')
        else value end
    )) from (select value from json_each(parked.events) order by key)
  )
where exists (select 1 from json_each(parked.events) where value ->> '$.type' = 'customer.sms_chosen');

update orders set state = json_remove(
    json_set(state, '$.ways', json_array(json_object(
      'by', 'sms', 'to', state ->> '$.sms.number', 'alone', json(state -> '$.sms.alone'),
      'since', state ->> '$.sms.since'))),
    '$.sms')
where json_type(state, '$.sms') is not null;

update customers set choices = json_remove(
    json_set(choices, '$.ways', json_array(json_object(
      'by', 'sms', 'to', choices ->> '$.sms.number', 'alone', json(choices -> '$.sms.alone')))),
    '$.sms')
where json_type(choices, '$.sms') is not null;

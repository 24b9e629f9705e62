import { BASE_COLUMNS } from '@maidian/schemas'

/** Columns of the store's views: no property may be called so, for a view has one column of a name. */
export const RESERVED_COLUMNS: readonly string[] = [
  ...BASE_COLUMNS,
  ...[
    'time',
    'day',
    'user_key',
    'person_key',
    'props',
    'log_id',
    'log_partition',
    'log_offset',
    'log_index',
    'log_generation',
  ],
]

/** Tables and views of every project: no event and no question may be called so, for each has a view of its own. */
export const RESERVED_RELATIONS: readonly string[] = [
  'events',
  'quarantine',
  'identities',
  'identity_ids',
  'identity_undone',
  'profile_operations',
  'profile_values',
  'profiles',
  'item_operations',
  'items',
  'forgotten',
  'audit',
  'client_loss',
  'loss_by_day',
  'fence',
  'fence_now',
  'user_day',
  'migrations',
  'persons',
  'all_events',
  'all_events_unfiltered',
  'funnel',
  'paths',
  'retention',
]

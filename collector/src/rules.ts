import type { Verdict } from '@maidian/schemas'

/** Why an event is not plainly accepted: stable ids, the verdict each leads to, and what to write instead. */
export const RULES = {
  'event.not_object': { verdict: 'quarantined', say: 'an event is an object' },
  'event.id': { verdict: 'quarantined', say: 'id: a text of 1 to 200 characters, made once and kept through retries' },
  'event.name': { verdict: 'quarantined', say: 'event: the name, a text of 1 to 200 characters' },
  'event.time': { verdict: 'quarantined', say: 'time: ms since 1970 by the client clock, a whole number' },
  'event.actor': { verdict: 'quarantined', say: 'device or user: one is needed, on the event or on the batch' },
  'event.field': { verdict: 'quarantined', say: 'this field has the wrong type' },
  'event.text_cut': { verdict: 'flagged', say: 'a text of more than 8,192 characters was cut' },
  'event.props_cut': { verdict: 'flagged', say: 'more than 256 properties: the rest was left out' },
  'event.depth_cut': { verdict: 'flagged', say: 'nested deeper than 8 levels: what lay below was left out' },
  'replay.unreadable': { verdict: 'quarantined', say: 'what was kept is no event that could be taken apart' },
  'event.reserved_name': { verdict: 'flagged', say: 'names that begin with $ are built-in; choose another' },
} as const satisfies Record<string, { verdict: Verdict; say: string }>

export type RuleId = keyof typeof RULES

import type { RuleCase } from '../rule-case.ts'

/** Rows about who sends, and about enforcement. */
export const SOURCE_CASES: RuleCase[] = [
  {
    rule: 'source.added',
    pa: '✓!',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      plan.events.add_to_cart!.sources.server = true
    },
  },
  {
    rule: 'source.removed',
    pa: '✗✗',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      delete plan.events.add_to_cart!.sources.mini
    },
    says: ['mini'],
  },
  {
    rule: 'source.min_version_raised',
    pa: '✗!',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      plan.events.add_to_cart!.sources.mini = '>=2.10.0'
    },
    says: ['>=2.4.0 → >=2.10.0'],
  },
  {
    rule: 'source.min_version_raised',
    pa: '✗!',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      plan.events.add_to_cart!.sources.web = '>=1.0'
    },
  },
  {
    rule: 'source.min_version_lowered',
    pa: '✓!',
    of: 'add_to_cart',
    events: ['add_to_cart'],
    edit: plan => {
      plan.events.add_to_cart!.sources.mini = true
    },
  },
  {
    rule: 'enforcement.tightened',
    pa: '✗!',
    of: 'purchase',
    events: ['purchase'],
    edit: plan => {
      plan.events.purchase!.on_violation = 'block'
    },
    says: ['server quarantine → block'],
  },
  {
    rule: 'enforcement.tightened',
    pa: '✗!',
    of: 'defaults.on_violation',
    events: ['add_to_cart', 'begin_checkout', 'share_poster'],
    edit: plan => {
      plan.defaults.on_violation = 'quarantine'
    },
    says: ['flag → quarantine'],
  },
  {
    rule: 'enforcement.relaxed',
    pa: '✓✓',
    of: 'purchase',
    events: ['purchase'],
    edit: plan => {
      delete plan.events.purchase!.on_violation
    },
    says: ['server quarantine → flag'],
  },
]

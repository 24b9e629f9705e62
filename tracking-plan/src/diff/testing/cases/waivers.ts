import { change, type RuleCase } from '../rule-case.ts'
import { dropUse, type Edit } from '../shop-plan.ts'

const waiver = (rest: object) => [
  change({
    waivers: [
      { rule: 'property.removed', of: 'begin_checkout.coupon', reason: 'old page', until: '2026-12-31', ...rest },
    ],
  }),
]

const removeCoupon: Edit = plan => dropUse(plan.events.begin_checkout!, 'coupon')

/** What is said about waivers; the day is 2026-11-05. */
export const WAIVER_CASES: RuleCase[] = [
  {
    rule: 'waiver.expired',
    pa: '!!',
    of: 'begin_checkout.coupon',
    events: [],
    edit: removeCoupon,
    changes: waiver({ until: '2026-11-04' }),
    also: ['property.removed'],
    says: ['2026-11-04', 'changes/coupon-code', 'old page'],
  },
  {
    rule: 'waiver.unused',
    pa: '!!',
    of: 'begin_checkout.coupn',
    events: [],
    edit: removeCoupon,
    changes: waiver({ of: 'begin_checkout.coupn' }),
    also: ['property.removed'],
  },
  {
    rule: 'waiver.not_allowed',
    pa: '!!',
    of: 'value',
    events: [],
    edit: plan => {
      plan.properties.value!.scale = 4
    },
    changes: waiver({ rule: 'column.type_changed', of: 'value' }),
    also: ['column.type_changed', 'property.scale_changed'],
  },
]

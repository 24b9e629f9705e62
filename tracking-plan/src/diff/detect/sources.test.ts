import { expect, test } from 'vitest'
import { compare, found } from '../testing/compare.ts'

test('a source without a lowest version is every version', () => {
  const [finding] = compare(plan => Object.assign(plan.events.add_to_cart!.sources, { mini: true }))
  expect(finding!.what.en).toBe('add_to_cart: source mini: >=2.4.0 → *')
})

test('versions that differ only in how they are written are the same', () => {
  expect(found(plan => Object.assign(plan.events.add_to_cart!.sources, { mini: '>=2.4' }))).toEqual([])
})

test('a draft was only ever flagged: publishing it tightens nothing', () => {
  expect(
    found(
      plan => Object.assign(plan.events.try_on!, { status: 'live' }),
      plan => Object.assign(plan.events.try_on!, { on_violation: 'block' }),
    ),
  ).toEqual(['event.published try_on'])
  expect(found(plan => Object.assign(plan.events.try_on!, { status: 'live', on_violation: 'block' }))).toEqual([
    'event.published try_on',
  ])
})

test('one event may be stricter for one source and milder for another', () => {
  const findings = compare(
    plan => Object.assign(plan.events.add_to_cart!, { on_violation: { web: 'block', mini: 'flag' } }),
    plan => Object.assign(plan.events.add_to_cart!, { on_violation: 'quarantine' }),
  )
  expect(findings.map(({ rule, what }) => [rule, what.en])).toEqual([
    ['enforcement.tightened', 'add_to_cart: on violation: web quarantine → block'],
    ['enforcement.relaxed', 'add_to_cart: on violation: mini quarantine → flag'],
  ])
})

test('extra properties that an event allowed, and forbids, break clients', () => {
  const [finding] = compare(
    plan => Object.assign(plan.events.add_to_cart!, { extra: 'forbid' }),
    plan => Object.assign(plan.events.add_to_cart!, { extra: 'allow' }),
  )
  expect(finding).toMatchObject({ rule: 'extra.forbidden', clients: 'breaks' })
})

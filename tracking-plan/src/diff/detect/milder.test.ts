import { describe, expect, test } from 'vitest'
import type { Property } from '../../model.ts'
import { compare, found } from '../testing/compare.ts'
import { property, say, uses } from '../testing/shop-plan.ts'

const retype = (name: string, rest: Partial<Property>, base: Partial<Property> = {}) =>
  compare(
    plan => Object.assign(plan.properties[name]!, rest),
    plan => Object.assign(plan.properties[name]!, base),
  ).find(({ rule }) => rule.startsWith('type.'))

describe('types of values', () => {
  test('only int and number widen and narrow; only texts become enums and back', () => {
    expect(retype('quantity', { type: 'string' })).toMatchObject({ rule: 'type.changed', clients: 'breaks' })
    expect(retype('order_id', { type: 'number' })).toMatchObject({ rule: 'type.changed' })
    expect(retype('ship_by', { type: 'id' })).toMatchObject({ rule: 'type.changed' })
    expect(retype('order_id', { type: 'enum', enum: 'carrier' })).toMatchObject({ rule: 'type.changed' })
  })

  test('an open enum takes every text that was sent before; nothing else becomes milder by `open`', () => {
    expect(retype('bank_code', { type: 'enum', enum: 'carrier', open: true })).toMatchObject({
      rule: 'type.to_enum',
      clients: 'safe',
    })
    expect(retype('order_id', { type: 'enum', enum: 'carrier', open: true })).toMatchObject({ clients: 'breaks' })
  })

  test('of a decimal that is no decimal any more the type says it all', () => {
    expect(
      found(plan => {
        const { scale: _, ...rest } = plan.properties.value!
        plan.properties.value = { ...rest, type: 'number' }
      }),
    ).toEqual(['type.changed value', 'column.type_changed value'])
  })
})

describe('what is said for the first time', () => {
  test('a time zone is worth a look, what an id is of is safe', () => {
    const base = (plan: { properties: Record<string, Property> }) => void delete plan.properties.arrive_on!.tz
    expect(compare(plan => Object.assign(plan.properties.arrive_on!, { tz: 'UTC' }), base)).toMatchObject([
      { rule: 'property.tz_changed', queries: 'warns' },
    ])
    expect(compare(plan => Object.assign(plan.properties.order_id!, { lookup: 'order' }))).toMatchObject([
      { rule: 'property.lookup_changed', clients: 'safe', queries: 'safe' },
    ])
  })

  test('a finding that is milder than its rule, and safe, gives no advice', () => {
    const [finding] = compare(plan => Object.assign(plan.properties.order_id!, { lookup: 'order' }))
    expect(finding!.message).toBe('order_id: lookup: none → order')
  })
})

describe('what nothing uses', () => {
  test('rewording it asks for nothing', () => {
    expect(
      found(
        plan => Object.assign(plan.properties.spare!, { say: say('another') }),
        plan => Object.assign(plan.properties, { spare: property('spare') }),
      ),
    ).toEqual(['text.changed spare'])
  })

  test('values of an enum and fields of a type come and go safely', () => {
    const findings = compare(
      plan => {
        plan.enums.colour!.values.pop()
        plan.types.box!.props = uses('weight!')
      },
      plan => {
        plan.enums.colour = { name: 'colour', values: [{ value: 'red', say: say('red') }] }
        plan.types.box = { name: 'box', say: say('a box'), props: uses('sku') }
      },
    )
    expect(findings.map(({ rule, clients, queries }) => [rule, clients, queries])).toEqual([
      ['property.required_added', 'safe', 'safe'],
      ['property.removed', 'safe', 'safe'],
      ['enum.value_removed', 'safe', 'safe'],
    ])
  })
})

describe('enums', () => {
  test('a value that goes while another comes, in text and name, was not renamed', () => {
    expect(
      found(plan => Object.assign(plan.enums.carrier!.values[1]!, { value: 'yto', say: say('YTO Express') })),
    ).toEqual(['enum.value_added carrier=yto', 'enum.value_removed carrier=jd'])
  })

  test('a value of another case is renamed, whatever its text', () => {
    expect(found(plan => Object.assign(plan.enums.carrier!.values[1]!, { value: 'JD', say: say('JD.com') }))).toEqual([
      'enum.value_renamed carrier=jd',
    ])
  })

  test('an enum of users concerns the events that carry their properties', () => {
    const [finding] = compare(
      plan => plan.enums.carrier!.values.pop(),
      plan =>
        Object.assign(plan.profile, {
          favourite: property('favourite', { type: 'enum', enum: 'carrier' }),
        }),
    )
    expect(finding!.events).toContain('purchase')
    expect(finding!.events).toContain('$profile_set')
    expect(finding!.clients).toBe('breaks')
  })
})

describe('texts of a use', () => {
  test('an override in a further language is a text; taken away where it said the same, nothing', () => {
    const own = (rest: object) => (plan: { events: Record<string, { props: object[] }> }) => {
      Object.assign(plan.events.begin_checkout!.props[3]!, rest)
    }
    const base = own({ say: say('of this order') })
    expect(found(own({ say: { ...say('of this order'), ja: 'クーポン' } }) as never, base as never)).toEqual([
      'text.changed begin_checkout.coupon',
    ])
    expect(found(own({ say: undefined }) as never, own({ say: say('coupon') }) as never)).toEqual([])
  })
})

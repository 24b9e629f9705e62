import { describe, expect, test } from 'vitest'
import { compare, found } from '../testing/compare.ts'
import { dropUse, event, property, rename, say, uses } from '../testing/shop-plan.ts'

describe('events', () => {
  test('one that goes while a different one comes was not renamed', () => {
    expect(
      found(plan => {
        delete plan.events.add_to_cart
        plan.events.view_banner = event('view_banner')
      }),
    ).toEqual(['event.added view_banner', 'event.removed add_to_cart'])
  })

  test('one that comes under another name with the same title probably was', () => {
    expect(found(plan => rename(plan.events, { from: 'add_to_cart', to: 'jia_gou', alias: false }))).toContain(
      'event.maybe_renamed add_to_cart',
    )
  })

  test('a similar name is enough, whatever the title', () => {
    const edits = found(plan => {
      rename(plan.events, { from: 'add_to_cart', to: 'add_to_carts', alias: false })
      plan.events.add_to_carts!.title = say('something else')
    })
    expect(edits).toContain('event.maybe_renamed add_to_cart')
  })

  test('a live event under the name of a removed one is found beside all others', () => {
    expect(found(plan => Object.assign(plan.events.purchase!, { status: 'deprecated' }))).toEqual([
      'event.deprecated purchase',
    ])
  })

  test('what an event said before about what it replaces, or of names that nobody had, is no merge', () => {
    expect(
      found(
        plan => plan.events.begin_checkout!.replaces!.push('never_there'),
        plan => Object.assign(plan.events.begin_checkout!, { replaces: ['share_poster'] }),
      ),
    ).toEqual(['text.changed begin_checkout'])
  })

  test('of an event that is being removed nothing else is told', () => {
    expect(
      found(plan => {
        Object.assign(plan.events.purchase!, { status: 'removed', sample: 0.5 })
        dropUse(plan.events.purchase!, 'coupon')
      }),
    ).toEqual(['event.status_removed purchase'])
  })
})

describe('properties', () => {
  test('one that goes while a different one comes was not renamed', () => {
    expect(
      found(plan => {
        delete plan.properties.labels
        dropUse(plan.events.add_to_cart!, 'labels')
        plan.properties.banner = property('banner', { type: 'list', of: 'string' })
      }),
    ).toEqual(['property.added banner', 'property.removed labels'])
  })

  test('a similar name of another type is another property', () => {
    expect(
      found(plan => {
        delete plan.properties.labels
        dropUse(plan.events.add_to_cart!, 'labels')
        plan.properties.label = property('label')
      }),
    ).toEqual(['property.added label', 'property.removed labels'])
  })

  test('another name with the same text and type probably is the same property', () => {
    expect(found(plan => rename(plan.properties, { from: 'bank_code', to: 'yinhang', alias: false }))).toContain(
      'property.maybe_renamed bank_code',
    )
  })

  test('a rename of what no event uses breaks no client', () => {
    const [renamed] = compare(
      plan => rename(plan.properties, { from: 'spare', to: 'reserve' }),
      plan => Object.assign(plan.properties, { spare: property('spare') }),
    )
    expect(renamed).toMatchObject({ rule: 'property.renamed', clients: 'safe', queries: 'warns', events: [] })
  })

  test('one strict event among the users is enough to break clients', () => {
    const [removed] = compare(
      plan => {
        delete plan.properties.coupon
        for (const owner of Object.values(plan.events)) dropUse(owner, 'coupon')
      },
      plan => Object.assign(plan.events.begin_checkout!, { extra: 'allow' }),
    )
    expect(removed).toMatchObject({ rule: 'property.removed', clients: 'breaks' })
  })

  test('one that is required at once is told per event, and as new for the others', () => {
    expect(
      found(plan => {
        plan.properties.gift = property('gift')
        plan.events.purchase!.props.push(...uses('gift!'))
      }),
    ).toEqual(['property.required_added purchase.gift'])
  })

  test('of users: a rename and a newcomer', () => {
    const edits = compare(plan => {
      rename(plan.profile, { from: 'member_level', to: 'level' })
      plan.profile.nickname = property('nickname')
    })
    expect(edits.map(({ rule, subject, at }) => [rule, subject, at.subject])).toEqual([
      ['property.added', 'profile.nickname', 'profile:nickname'],
      ['property.renamed', 'profile.member_level', 'profile:level'],
    ])
  })
})

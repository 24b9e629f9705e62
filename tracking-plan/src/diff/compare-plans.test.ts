import { describe, expect, test } from 'vitest'
import type { PlanContent, PlanEvent, Property } from '../model.ts'
import { compare } from './testing/compare.ts'
import { dropUse, type Edit, event, property, rename, reuse, say, uses } from './testing/shop-plan.ts'

const rulesOf = (edit: Edit, base?: Edit): string[] => compare(edit, base).map(({ rule }) => rule)

describe('nothing that a plan can say changes unnoticed', () => {
  const ofProperty: Record<Exclude<keyof Property, 'name'>, Partial<Property>> = {
    type: { type: 'int' },
    of: { type: 'list', of: 'string' },
    item: { type: 'list', item: 'cart_item' },
    scale: { scale: 3 },
    unit: { unit: 'kg' },
    enum: { type: 'enum', enum: 'carrier' },
    open: { type: 'enum', enum: 'carrier', open: true },
    range: { range: { min: 3 } },
    length: { length: { max: 3 } },
    size: { size: { max: 3 } },
    pattern: { pattern: 'x' },
    nullable: { nullable: true },
    default: { default: 'x' },
    tz: { tz: 'UTC' },
    pii: { pii: 'contact' },
    store: { pii: 'contact', store: 'mask' },
    lookup: { lookup: 'shop' },
    renamed_from: { renamed_from: 'x' },
    say: { say: say('another') },
    example: { example: 'x' },
    owner: { owner: 'x' },
    tags: { tags: ['x'] },
  }
  test.each(Object.entries(ofProperty))('%s of a property', (_, edit) => {
    expect(compare(plan => Object.assign(plan.properties.coupon!, edit))).not.toEqual([])
    const base: Edit = plan => void Object.assign(plan.profile, { nickname: property('nickname') })
    expect(compare(plan => Object.assign(plan.profile.nickname!, edit), base)).not.toEqual([])
  })

  const ofEvent: Record<Exclude<keyof PlanEvent, 'name' | 'version'>, Partial<PlanEvent>> = {
    title: { title: say('another') },
    say: { say: say('more') },
    status: { status: 'deprecated' },
    owner: { owner: 'x' },
    fires: { fires: { when: say('earlier') } },
    sources: { sources: { web: true } },
    on_violation: { on_violation: { web: 'block' } },
    once_per: { once_per: ['value'] },
    props: { props: [] },
    extra: { extra: 'allow' },
    variants: { variants: { by: 'coupon', when: { x: [] } } },
    sample: { sample: 0.5 },
    rules: { rules: [] },
    replaces: { replaces: ['old_click'] },
    renamed_from: { renamed_from: 'x' },
    tags: { tags: ['x'] },
    example: { example: {} },
    bindings: { bindings: [{ selector: '.pay', when: 'click', props: {} }] },
  }
  test.each(Object.entries(ofEvent))('%s of an event', (_, edit) => {
    expect(compare(plan => Object.assign(plan.events.begin_checkout!, edit))).not.toEqual([])
  })

  const ofPlan: Record<Exclude<keyof PlanContent, 'retired' | 'reserved'>, Edit> = {
    plan: plan => void Object.assign(plan, { plan: 'x' }),
    title: plan => void delete plan.title,
    languages: plan => plan.languages.push('ja'),
    defaults: plan => void Object.assign(plan, { defaults: { on_violation: 'flag', owner: 'x' } }),
    every_event: plan => void Object.assign(plan.every_event, { mini: ['channel_code'] }),
    user: plan => void Object.assign(plan, { user: { pii: 'account', store: 'hash' } }),
    properties: plan => void Object.assign(plan.properties, { x: property('x') }),
    types: plan => void Object.assign(plan.types, { x: { name: 'x', say: say('x'), props: [] } }),
    enums: plan => void Object.assign(plan.enums, { x: { name: 'x', values: [] } }),
    events: plan => void Object.assign(plan.events, { x: event('x') }),
    profile: plan => void Object.assign(plan.profile, { x: property('x') }),
    questions: plan => void Object.assign(plan.questions.gmv!, { title: say('x') }),
    supersedes: plan => void Object.assign(plan, { supersedes: {} }),
  }
  test.each(Object.entries(ofPlan))('%s of a plan', (_, edit) => {
    expect(compare(edit)).not.toEqual([])
  })

  test('orders, texts of types, entries of enums', () => {
    expect(rulesOf(plan => plan.events.begin_checkout!.props.reverse())).toEqual(['text.changed'])
    expect(rulesOf(plan => plan.types.cart_item!.props.reverse())).toEqual(['text.changed'])
    expect(rulesOf(plan => plan.enums.carrier!.values.reverse())).toEqual(['text.changed'])
    expect(rulesOf(plan => void Object.assign(plan.types.cart_item!, { say: say('another') }))).toEqual([
      'meaning.unanswered',
    ])
  })
})

test('a rename alone changes no rule, no key, no variant, no binding and no question', () => {
  const withBinding: Edit = plan => {
    plan.events.begin_checkout!.bindings = [{ selector: '.pay', when: 'click', props: { value: '.sum@text|number' } }]
  }
  const found = compare(plan => {
    for (const [from, to] of [
      ['value', 'amount'],
      ['checkout_id', 'checkout_no'],
      ['payment_type', 'pay_by'],
    ] as const) {
      rename(plan.properties, { from, to })
      reuse(plan, { from, to })
    }
    const { begin_checkout, purchase } = plan.events
    begin_checkout!.rules = ['amount  ==  sum(items.price*items.quantity)']
    begin_checkout!.once_per = ['checkout_no']
    purchase!.variants!.by = 'pay_by'
    plan.questions.gmv!.metric = { event: 'purchase', measure: 'sum', of: 'amount' }
    begin_checkout!.bindings![0]!.props = { amount: '.sum@text|number' }
  }, withBinding)
  expect(found.map(({ rule, subject }) => `${rule} ${subject}`)).toEqual([
    'property.renamed value',
    'property.renamed checkout_id',
    'property.renamed payment_type',
  ])
})

test('what is renamed and altered at once is compared with what it was', () => {
  const found = compare(plan => {
    rename(plan.properties, { from: 'value', to: 'amount' })
    reuse(plan, { from: 'value', to: 'amount' })
    plan.properties.amount!.unit = 'fen'
    plan.questions = {}
    plan.events.begin_checkout!.rules = []
  })
  expect(found.find(({ rule }) => rule === 'property.unit_changed')).toMatchObject({
    subject: 'amount',
    queries: 'breaks',
    events: ['add_to_cart', 'begin_checkout', 'purchase'],
  })
})

test('a renamed event is compared with what it was', () => {
  const found = compare(plan => {
    rename(plan.events, { from: 'begin_checkout', to: 'start_checkout' })
    dropUse(plan.events.start_checkout!, 'coupon')
  })
  expect(found.map(({ rule, subject }) => [rule, subject])).toEqual([
    ['event.renamed', 'begin_checkout'],
    ['property.removed', 'start_checkout.coupon'],
  ])
})

test('a draft was promised to nobody: its changes only warn', () => {
  const drop = compare(plan => dropUse(plan.events.try_on!, 'product_id'))
  expect(drop).toMatchObject([{ rule: 'property.removed', clients: 'warns', queries: 'warns' }])
  const reworded = compare(plan => void Object.assign(plan.events.try_on!, { title: say('another') }))
  expect(reworded).toMatchObject([{ rule: 'text.changed' }])
})

test('the column of a property that only drafts use must not change its type either', () => {
  const found = compare(
    plan => void Object.assign(plan.properties.spare!, { type: 'int' }),
    plan => {
      plan.properties.spare = property('spare')
      plan.events.try_on!.props.push(...uses('spare'))
    },
  )
  expect(found.find(({ rule }) => rule === 'column.type_changed')).toMatchObject({ queries: 'breaks' })
})

test('what no event uses is sent by nobody: clients are safe, its column is not', () => {
  const base: Edit = plan => {
    plan.properties.spare = property('spare')
  }
  expect(compare(plan => void Object.assign(plan.properties.spare!, { type: 'int' }), base)).toMatchObject([
    { rule: 'type.changed', clients: 'safe', queries: 'breaks', events: [] },
    { rule: 'column.type_changed', clients: 'safe', queries: 'breaks' },
  ])
})

test('a removed event breaks nobody any more, whatever changes about it', () => {
  expect(rulesOf(plan => void Object.assign(plan.events.old_click!, { sources: {} }))).toEqual([])
})

test('a removed event that comes back is a name used again', () => {
  expect(rulesOf(plan => void Object.assign(plan.events.old_click!, { status: 'live' }))).toEqual(['event.name_reused'])
})

test('a span that moves is narrower at one end and wider at the other', () => {
  expect(rulesOf(plan => void Object.assign(plan.properties.quantity!, { range: { min: 2, max: 2000 } }))).toEqual([
    'range.narrowed',
    'range.widened',
  ])
})

test('a unit that is said for the first time is worth a look; that it was another one is what breaks', () => {
  expect(compare(plan => void Object.assign(plan.properties.labels!, { unit: '1' }))).toMatchObject([
    { rule: 'property.unit_changed', queries: 'warns' },
  ])
})

test('a text in a further language, or where there was none, asks for nothing', () => {
  expect(rulesOf(plan => void Object.assign(plan.events.purchase!.title, { ja: '購入' }))).toEqual(['text.changed'])
  expect(rulesOf(plan => void Object.assign(plan.events.purchase!, { say: say('more') }))).toEqual(['text.changed'])
  expect(rulesOf(plan => void Object.assign(plan.events.purchase!.title, { en: '  Title of\npurchase ' }))).toEqual([
    'text.changed',
  ])
})

test('what an event is not sent for asks even where nothing was said before', () => {
  const found = compare(plan => void Object.assign(plan.events.purchase!.fires, { not: say('for gifts') }))
  expect(found).toMatchObject([{ rule: 'meaning.unanswered', asks: 'trigger' }])
})

test('a super property that an event lists itself neither comes nor goes', () => {
  const base: Edit = plan => void plan.events.begin_checkout!.props.push(...uses('channel_code!'))
  const found = compare(plan => void Object.assign(plan, { every_event: {} }), base)
  expect(found).toMatchObject([
    {
      rule: 'property.removed',
      subject: 'every_event.channel_code',
      events: ['add_to_cart', 'share_poster', 'try_on'],
    },
  ])
})

test('an event that leaves a property to the super properties only no longer needs it', () => {
  const base: Edit = plan => {
    plan.every_event = { web: ['channel_code'], mini: ['channel_code'] }
    plan.events.begin_checkout!.props.push(...uses('channel_code!'))
  }
  const found = compare(plan => dropUse(plan.events.begin_checkout!, 'channel_code'), base)
  expect(found).toMatchObject([{ rule: 'property.now_optional', subject: 'begin_checkout.channel_code' }])
})

test('names that every object has are names like any other', () => {
  const found = compare(plan => {
    plan.properties.constructor = property('constructor') as never
    plan.profile.valueof = property('valueof')
    plan.events.constructor = event('constructor') as never
  })
  expect(found.map(({ rule }) => rule)).toEqual(['event.added', 'property.added', 'property.added'])
})

test('an exchanged enum is compared value by value', () => {
  const found = compare(
    plan => void Object.assign(plan.properties.payment_type!, { enum: 'wallet' }),
    plan =>
      void Object.assign(plan.enums, {
        wallet: { name: 'wallet', values: plan.enums.payment_type!.values.slice(0, 2) },
      }),
  )
  expect(found.map(({ rule, subject }) => [rule, subject])).toEqual([
    ['enum.value_removed', 'wallet=card'],
    ['text.changed', 'payment_type'],
  ])
})

test('an event that changes all its sources keeps nothing of its properties', () => {
  const found = compare(plan => {
    plan.events.add_to_cart!.sources = { server: true }
    dropUse(plan.events.add_to_cart!, 'value')
  })
  expect(found.map(({ rule }) => rule)).toEqual([
    'source.removed',
    'source.removed',
    'source.added',
    'property.removed',
  ])
})

test('both names beside one another are no rename', () => {
  const found = compare(plan => {
    plan.properties.coupon_code = property('coupon_code', { renamed_from: 'coupon' })
  })
  expect(found).toMatchObject([{ rule: 'property.added', subject: 'coupon_code' }])
})

import { describe, expect, test } from 'vitest'
import { type Release, stampOf } from '../model.ts'
import { nextOf, releaseOf } from '../testing/plan-of.ts'
import { createEnforce, type Judged } from './enforce.ts'
import type { Sender, Unplanned } from './policy.ts'
import { PLAN_RULES, ruleWithPath } from './rules.ts'

const PROPERTIES = `
product_id: {type: id, say: product}
price: {type: decimal, scale: 2, unit: CNY, range: 0.., say: price}
quantity: {type: int, range: 1..99, say: quantity}
ratio: {type: number, unit: "%", say: ratio}
coupon: {type: string, min: 2, max: 8, say: coupon}
gift: {type: bool, say: gift}
birth_date: {type: date, say: day}
paid_at: {type: time, say: moment}
payment_type: {enum: payment_type, say: way}
entry: {enum: payment_type, open: true, say: entry}
labels: {list: string, size: 1..2, say: labels}
items: {list: line, size: 1..3, say: items}
note: {type: string, nullable: true, say: note}
sku_code: {type: string, pattern: "^[A-Z]{2}[0-9]+$", say: sku}
receiver_phone: {type: string, max: 11, pii: contact, store: hash, say: phone}
bank_code: {type: string, say: bank}
store_id: {type: id, say: store}
`
const ALL =
  'product_id!, price, quantity, ratio, coupon, gift, birth_date, paid_at, payment_type, entry, labels, items, note, sku_code, receiver_phone'
const FILES = {
  'plan.yaml':
    'plan: shop\nlanguages: [en]\ndefaults: {on_violation: flag, owner: growth}\nevery_event: {web: [store_id]}\n',
  'properties/all.yaml': PROPERTIES,
  'enums/pay.yaml': 'payment_type: {wechat: WeChat, alipay: Alipay}\n',
  'types/line.yaml': 'line: {say: line, props: [product_id!, quantity]}\n',
  'events/buy.yaml': `event: buy\ntitle: Buy\nfires: {when: paid}\nsources: {web: true, mini: ">=2.4.0"}\nprops: [${ALL}]\n`,
  'events/strict.yaml':
    'event: strict\ntitle: Strict\nfires: {when: now}\nsources: {web: true, server: true}\non_violation: {server: quarantine}\nextra: forbid\nprops: [product_id!]\n',
  'events/loose.yaml':
    'event: loose\ntitle: Loose\nfires: {when: now}\nsources: {web: true}\non_violation: block\nextra: allow\nprops: [product_id!]\n',
  'events/pay.yaml':
    'event: pay\ntitle: Pay\nfires: {when: now}\nsources: {web: true}\nprops: [payment_type!]\nvariants: {by: payment_type, when: {alipay: [bank_code!]}}\n',
  'events/planned.yaml': 'event: planned\ntitle: P\nstatus: draft\nfires: {when: now}\nsources: {web: true}\n',
  'events/gone.yaml': 'event: gone\ntitle: G\nstatus: removed\nfires: {when: now}\nsources: {web: true}\n',
  'events/old.yaml': 'event: old\ntitle: O\nstatus: deprecated\nfires: {when: now}\nsources: {web: true}\n',
}
const NEXT = nextOf(FILES)
const FLAG: Unplanned = { events: 'flag', props: 'flag' }
const WEB: Sender = { kind: 'web' }

const judging = (known: { releases?: Release[]; next?: Release | null }, unplanned = FLAG) => {
  const enforce = createEnforce({ releases: known.releases ?? [], next: known.next ?? null }, { unplanned })
  return (event: string, props: object = {}, over: Partial<Judged> = {}, sender = WEB) =>
    enforce({ event, props: props as Record<string, unknown>, appVersion: '', ...over }, sender)
}
const judge = judging({ next: NEXT })
const told = (...judged: Parameters<typeof judge>) => {
  const { verdict, reasons } = judge(...judged)
  return [verdict, ...reasons.map(ruleWithPath)]
}

describe('values', () => {
  const GOOD: [string, unknown[]][] = [
    ['price', [0, 12.5, 12.345, 1e15]],
    ['quantity', [1, 99]],
    ['ratio', [-1, 0.5]],
    ['coupon', ['ab', '12345678']],
    ['gift', [true, false]],
    ['birth_date', ['2024-02-29']],
    ['paid_at', [1_790_000_000_000, '2026-11-11T00:00:00+08:00', '2026-11-11T00:00:00.123Z']],
    ['payment_type', ['wechat']],
    ['entry', ['wechat', 'anything']],
    ['labels', [['a'], ['a', 'b']]],
    ['items', [[{ product_id: 'p' }], [{ product_id: 'p', quantity: 2 }]]],
    ['note', [null, 'x']],
    ['sku_code', ['AB12']],
    ['store_id', ['s-1']],
  ]
  test.each(GOOD)('%s takes what it says', (name, values) => {
    for (const value of values) expect(told('buy', { product_id: 'p', [name]: value })).toEqual(['accepted'])
  })

  const BAD: [string, unknown, string][] = [
    ['price', '12.5', 'prop.type:price'],
    ['price', -1, 'prop.range:price'],
    ['price', 1e17, 'prop.range:price'],
    ['price', null, 'prop.null:price'],
    ['quantity', 1.5, 'prop.type:quantity'],
    ['quantity', 2 ** 53, 'prop.type:quantity'],
    ['quantity', 100, 'prop.range:quantity'],
    ['product_id', 12, 'prop.type:product_id'],
    ['product_id', '', 'prop.length:product_id'],
    ['coupon', 'a', 'prop.length:coupon'],
    ['coupon', '123456789', 'prop.length:coupon'],
    ['gift', 'true', 'prop.type:gift'],
    ['birth_date', '2026-02-30', 'prop.format:birth_date'],
    ['birth_date', '2026/02/03', 'prop.format:birth_date'],
    ['paid_at', '11.11.2026', 'prop.format:paid_at'],
    ['paid_at', 1.5, 'prop.type:paid_at'],
    ['payment_type', 'wechatt', 'prop.enum:payment_type'],
    ['payment_type', 3, 'prop.type:payment_type'],
    ['entry', '', 'prop.length:entry'],
    ['labels', 'a', 'prop.type:labels'],
    ['labels', [], 'prop.size:labels'],
    ['labels', ['a', 2], 'prop.type:labels'],
    ['items', [{ quantity: 1 }], 'prop.missing:items.product_id'],
    ['items', [{ product_id: 'p', quantity: '1' }], 'prop.type:items.quantity'],
    ['items', [{ product_id: 'p', colour: 'red' }], 'prop.unplanned:items.colour'],
    ['items', ['p'], 'prop.type:items'],
    ['items', { 0: 'p' }, 'prop.type:items'],
    ['sku_code', 'ab12', 'prop.pattern:sku_code'],
    ['discount', 3, 'prop.unplanned:discount'],
  ]
  test.each(BAD)('%s is not %j', (name, value, rule) => {
    expect(told('buy', { product_id: 'p', [name]: value })).toEqual(['flagged', rule])
  })

  test('every rule about properties but those between them is tried here', () => {
    const tried = new Set(BAD.map(([, , rule]) => rule.split(':')[0]))
    const all = Object.keys(PLAN_RULES).filter(rule => rule.startsWith('prop.') && rule !== 'prop.rule')
    expect([...tried].toSorted()).toEqual(all.toSorted())
  })

  test('a reason names the place, the wrong value and what to write instead', () => {
    const messages = judge('buy', { price: '12.5', payment_type: 'alipya', items: [{ product_id: 7 }] }).reasons.map(
      ({ message }) => message,
    )
    expect(messages).toEqual([
      'product_id: is required (product)',
      'price: a number in CNY is expected, not the text "12.5"; write 12.5',
      'payment_type: one of wechat, alipay is expected, not the text "alipya"; did you mean alipay?',
      'items[0].product_id: a text (ids are texts, also those made of digits) is expected, not the number 7; write "7"',
    ])
  })

  test('no reason shows a private value', () => {
    const { reasons } = judge('buy', { product_id: 'p', receiver_phone: 13_800_138_000 })
    expect(JSON.stringify(reasons)).not.toContain('138')
    expect(reasons[0]?.rule).toBe('prop.type')
    const long = judge('buy', { product_id: 'p', receiver_phone: '138001380001' })
    expect(JSON.stringify(long.reasons)).not.toContain('13800')
  })

  test('an event is told of ten reasons at most', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x${i}`, i]))
    expect(judge('buy', many).reasons).toHaveLength(10)
  })

  test('a flood of one rule keeps its verdicts and loses its details', () => {
    const fresh = judging({ next: NEXT })
    const messages = Array.from({ length: 150 }, () => fresh('buy', { product_id: 3 }).reasons[0]?.message)
    expect(messages[0]).toContain('write "3"')
    expect(messages.at(-1)).toBe(PLAN_RULES['prop.type'])
  })
})

describe('who sends', () => {
  test('a kind of source that is not planned breaks the plan', () => {
    expect(told('buy', { product_id: 'p' }, {}, { kind: 'server' })).toEqual(['flagged', 'source.unplanned'])
  })
  test.each([
    ['2.3.9', 'flagged'],
    ['2.4.0', 'accepted'],
    ['2.10.0', 'accepted'],
    ['3', 'accepted'],
    ['', 'accepted'],
  ])('of app %s from 2.4.0 on, the event is %s', (appVersion, verdict) => {
    expect(judge('buy', { product_id: 'p' }, { appVersion }, { kind: 'mini' }).verdict).toBe(verdict)
  })
  test('event × source goes before event, event before source, source before plan', () => {
    expect(told('strict', {}, {}, { kind: 'server' })[0]).toBe('quarantined')
    expect(told('strict', {}, {}, { kind: 'server', onViolation: 'flag' })[0]).toBe('quarantined')
    expect(told('strict', {}, {}, { kind: 'web', onViolation: 'block' })[0]).toBe('blocked')
    expect(told('strict', {}, {}, { kind: 'web' })[0]).toBe('flagged')
    expect(told('loose', {}, {}, { kind: 'web', onViolation: 'flag' })[0]).toBe('blocked')
  })
})

describe('what is not planned', () => {
  test('events and properties follow the project, unless the event says', () => {
    const strict = judging({ next: NEXT }, { events: 'block', props: 'quarantine' })
    expect(strict('never').verdict).toBe('blocked')
    expect(strict('buy', { product_id: 'p', x: 1 }).verdict).toBe('quarantined')
    expect(strict('strict', { product_id: 'p', x: 1 }).verdict).toBe('flagged')
    expect(strict('loose', { product_id: 'p', x: 1 }).verdict).toBe('accepted')
  })
  test('names of Object.prototype are no events', () => {
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(told(name)).toEqual(['flagged', 'event.unplanned'])
  })
})

describe('the state of an event', () => {
  test('drafts are flagged, deprecated ones pass, removed ones are quarantined', () => {
    expect(told('planned')).toEqual(['flagged', 'event.draft'])
    expect(told('old')).toEqual(['accepted'])
    expect(told('gone')).toEqual(['quarantined', 'event.removed'])
  })
  test('a variant asks for more', () => {
    expect(told('pay', { payment_type: 'wechat' })).toEqual(['accepted'])
    expect(told('pay', { payment_type: 'alipay' })).toEqual(['flagged', 'prop.missing:bank_code'])
    expect(told('pay', { payment_type: 'alipay', bank_code: 'ICBC' })).toEqual(['accepted'])
  })
})

describe('built-in events', () => {
  test('what they say of their own properties is checked, what comes along is not', () => {
    expect(told('$page_leave', { duration_ms: 12, anything: 1 })).toEqual(['accepted'])
    expect(told('$page_leave', { duration_ms: '12' })).toEqual(['flagged', 'prop.type:duration_ms'])
  })
})

describe('which release judges', () => {
  const old = releaseOf('2026.10.1', {
    ...FILES,
    'events/buy.yaml': FILES['events/buy.yaml'].replace('product_id!', 'product_id'),
  })
  const latest = releaseOf('2026.11.2', FILES)
  const released = judging({ releases: [latest, old] })

  test('exactly the one that is named; without a name the latest', () => {
    expect(released('buy', {}, { plan: stampOf(old) }).verdict).toBe('accepted')
    expect(released('buy', {}, { plan: stampOf(latest) }).verdict).toBe('flagged')
    expect(released('buy', {}).verdict).toBe('flagged')
  })
  test('an unknown version, another hash, another plan and the working tree of somebody else go into quarantine', () => {
    for (const plan of [
      'shop@2026.12.1#00000000',
      'shop@2026.11.2#00000000',
      `other@2026.11.2#${latest.hash}`,
      'shop@next#00000000',
      'nonsense',
    ]) {
      const { verdict, reasons } = released('buy', { product_id: 'p' }, { plan })
      expect([plan, verdict, reasons[0]?.rule]).toEqual([plan, 'quarantined', 'plan.unknown'])
    }
  })
  test('pages built from an earlier working tree are judged by the one of now', () => {
    const next = judging({ releases: [latest], next: NEXT })
    expect(next('buy', { product_id: 'p' }, { plan: 'shop@next#00000000' }).verdict).toBe('accepted')
  })
  test('a superseded release is judged by its successor', () => {
    const mended = { ...latest, supersedes: { '2026.10.1': '2026.11.2' } }
    const superseding = judging({ releases: [mended, old] })
    expect(superseding('buy', {}, { plan: stampOf(old) }).verdict).toBe('flagged')
  })
  test('a circle of successors ends in quarantine, not in a loop', () => {
    const circle = { ...latest, supersedes: { '2026.10.1': '2026.11.2', '2026.11.2': '2026.10.1' } }
    const circling = judging({ releases: [circle, old] })
    expect(circling('buy', {}, { plan: stampOf(old) }).verdict).toBe('quarantined')
  })
  test('a source can ask for the release', () => {
    const sender: Sender = { kind: 'web', unversioned: 'quarantine' }
    expect(told('buy', { product_id: 'p' }, {}, sender)).toEqual(['quarantined', 'plan.unversioned'])
    expect(told('$page_view', {}, {}, sender)).toEqual(['accepted'])
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds } from './holds.ts'
import { MAX_RULE_LENGTH, parseRule } from './parse-rule.ts'
import { propertiesOf } from './properties-of.ts'
import type { CrossFieldRule, Sum, Truth } from './rule.ts'

const rule = (text: string): CrossFieldRule => {
  const parsed = parseRule(text)
  if (!parsed.ok) throw new Error(`${parsed.at}: ${parsed.message}`)
  return parsed.rule
}
const says = (text: string, props: Record<string, unknown>) => holds(rule(text), props)
const wrong = (text: string): string => {
  const parsed = parseRule(text)
  return parsed.ok ? 'it can be read' : `${parsed.at}: ${parsed.message}`
}

const TOTAL = 'value == sum(items.price * items.quantity)'
const items = [
  { price: 0.1, quantity: 3 },
  { price: 12.5, quantity: 2 },
]

test.each([
  [TOTAL, { value: 25.3, items }, true],
  [TOTAL, { value: 25.31, items }, false],
  [TOTAL, { value: 0, items: [] }, true],
  ['paid <= value - discount + fee', { paid: 9, value: 10, discount: 2, fee: 1 }, true],
  ['a + b * c == 7', { a: 1, b: 2, c: 3 }, true],
  ['(a + b) * c == 9', { a: 1, b: 2, c: 3 }, true],
  ['a - b - c == -4', { a: 1, b: 2, c: 3 }, true],
  ['a / b / c == 2', { a: 12, b: 3, c: 2 }, true],
  ['-a * -b == 6', { a: 2, b: 3 }, true],
  ['count(items) == 2 and count(items.price) == 2', { items }, true],
  ['min(items.price) == 0.1 and max(items.price) == 12.5 and avg(items.price) == 6.3', { items }, true],
  ['sum(weights) < 10', { weights: [1, 2, 3] }, true],
  ['sum(items.price * rate) > 12', { items, rate: 1 }, true],
  ['not (a > b or b > c)', { a: 1, b: 2, c: 3 }, true],
  ['not a > b and a < c', { a: 1, b: 2, c: 3 }, true],
  ['a > 1 or a < 1 and b > 1', { a: 2, b: 0 }, true],
  ['(a > 1 or a < 1) and b > 1', { a: 2, b: 0 }, false],
  ['(a) == ((b))', { a: 1, b: 1 }, true],
  ['a != b', { a: 1, b: 1 }, false],
  ['count > 3', { count: 4 }, true],
])('%s of %j is %s', (text, props, expected) => {
  expect(says(text, props)).toBe(expected)
})

test.each([
  [TOTAL, { items }],
  [TOTAL, { value: 1 }],
  [TOTAL, { value: '25.3', items }],
  [TOTAL, { value: 25.3, items: [{ price: 1 }] }],
  [TOTAL, { value: 25.3, items: 'none' }],
  [TOTAL, { value: 25.3, items: [null, 1] }],
  [TOTAL, { value: Number.NaN, items }],
  ['a / b > 1', { a: 1, b: 0 }],
  ['min(items.price) > 0', { items: [] }],
  ['constructor > 0', {}],
  ['not a > b', { a: 1 }],
  ['a > 1 and b > 1', { a: 2 }],
  ['a > 1 or b > 1', { a: 0 }],
])('nothing is said by %s of %j', (text, props) => {
  expect(says(text, props)).toBeNull()
})

test('what is known decides where the rest cannot change it', () => {
  expect(says('a > 1 and b > 1', { a: 0 })).toBe(false)
  expect(says('a > 1 or b > 1', { a: 2 })).toBe(true)
})

test.each([
  ['', '0: a number, a property or sum(), min(), max(), count(), avg() is expected, not the end'],
  ['value', '5: one of == != <= >= < > is expected, not the end'],
  ['value = 1', '6: = means nothing here; write =='],
  ['value ＝＝ 1', '6: ＝ means nothing here; write =='],
  ['value == sum（items.price)', '12: （ means nothing here; write ('],
  ['value == items.price', '9: items.price has many values; write sum(items.price), or min, max, count, avg'],
  ['value == sum(items.price', '24: ) is expected, not the end'],
  ['value == sum(a.x * b.y)', '9: sum() goes over one list, not over a and b'],
  ['value == sum(1)', '9: sum() goes over a list; write sum(items.price)'],
  ['value == sum(max(items.price))', '13: max() cannot stand inside another'],
  ['a < b < c', '6: compare two at a time, with and between'],
  ['a > 1 && b > 1', '6: & means nothing here; write and'],
  ['a > 1 b > 1', '6: and, or and the end are expected, not b'],
  ['a > 1 and', '9: a number, a property or sum(), min(), max(), count(), avg() is expected, not the end'],
  ['(a > 1 and b > 1', '16: ) is expected, not the end'],
  ['value ≥ 价格', '6: ≥ means nothing here; write >='],
  ["pay_way == 'card'", "11: ' means nothing here; a rule has numbers, properties, signs and words such as and"],
  ['a.b.c > 1', '0: a.b has many values; write sum(a.b), or min, max, count, avg'],
  [`${'('.repeat(40)}a`, '33: nested deeper than 32 levels'],
])('%s is refused where it goes wrong', (text, message) => {
  expect(wrong(text)).toBe(message)
})

test('a rule is short', () => {
  expect(wrong(`a > ${'1'.repeat(MAX_RULE_LENGTH)}`)).toBe('500: a rule has at most 500 characters')
})

test('the properties of a rule are known', () => {
  expect(propertiesOf(rule('value == sum(items.price * items.quantity * rate) and value > count(items)'))).toEqual([
    { name: 'value', list: false },
    { name: 'items', field: 'price', list: true },
    { name: 'items', field: 'quantity', list: true },
    { name: 'rate', list: false },
    { name: 'items', list: true },
  ])
})

const NAMES = ['a', 'b', 'price'] as const
const name = fc.constantFrom(...NAMES)
const number = fc.nat(999).map(cents => cents / 100)

/** Any sum; fields only inside an aggregate, and of one list. */
const { sum } = fc.letrec<{ sum: Sum; inside: Sum }>(tie => {
  const arithmetic = (of: fc.Arbitrary<Sum>): fc.Arbitrary<Sum> =>
    fc.record({
      is: fc.constant('arithmetic' as const),
      sign: fc.constantFrom('+', '-', '*', '/'),
      left: of,
      right: of,
    })
  const negative = (of: fc.Arbitrary<Sum>): fc.Arbitrary<Sum> => fc.record({ is: fc.constant('negative' as const), of })
  const plain: fc.Arbitrary<Sum>[] = [
    fc.record({ is: fc.constant('number' as const), value: number }),
    fc.record({ is: fc.constant('property' as const), name }),
  ]
  const field: fc.Arbitrary<Sum> = fc.record({ is: fc.constant('field' as const), list: fc.constant('items'), name })
  return {
    sum: fc.oneof(
      { maxDepth: 3 },
      ...plain,
      fc.record({
        is: fc.constant('aggregate' as const),
        how: fc.constantFrom('sum', 'min', 'max', 'count', 'avg'),
        list: fc.constant('items'),
        of: fc.tuple(field, tie('inside')).map(([left, right]): Sum => ({ is: 'arithmetic', sign: '+', left, right })),
      }),
      arithmetic(tie('sum')),
      negative(tie('sum')),
    ),
    inside: fc.oneof({ maxDepth: 2 }, ...plain, field, arithmetic(tie('inside')), negative(tie('inside'))),
  }
})
const truth = fc.letrec<{ truth: Truth }>(tie => ({
  truth: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      is: fc.constant('comparison' as const),
      sign: fc.constantFrom('==', '!=', '<', '<=', '>', '>='),
      left: sum,
      right: sum,
    }),
    fc.record({ is: fc.constant('not' as const), of: tie('truth') }),
    fc.record({ is: fc.constantFrom('both' as const, 'either' as const), left: tie('truth'), right: tie('truth') }),
  ),
})).truth

/** As text, with parentheses around everything that is composed; `js` has it as JavaScript, which computes it too. */
const written = (of: Sum | Truth, js = false): string => {
  const part = (one: Sum | Truth) => written(one, js)
  switch (of.is) {
    case 'number':
      return String(of.value)
    case 'property':
      return js ? `props.${of.name}` : of.name
    case 'field':
      return js ? `item.${of.name}` : `${of.list}.${of.name}`
    case 'element':
      return js ? 'item' : of.list
    case 'negative':
      return `(-${part(of.of)})`
    case 'arithmetic':
      if (js && of.sign === '/') return `tools.divided(${part(of.left)}, ${part(of.right)})`
      return `(${part(of.left)} ${of.sign} ${part(of.right)})`
    case 'aggregate':
      return js ? `tools.${of.how}(props.${of.list}.map(item => ${part(of.of)}))` : `${of.how}(${part(of.of)})`
    case 'comparison':
      return `(${part(of.left)} ${of.sign} ${part(of.right)})`
    case 'not':
      return js ? `(!${part(of.of)})` : `(not ${part(of.of)})`
    case 'both':
      return `(${part(of.left)} ${js ? '&&' : 'and'} ${part(of.right)})`
    case 'either':
      return `(${part(of.left)} ${js ? '||' : 'or'} ${part(of.right)})`
  }
}

const total = (values: number[]) => values.reduce((a, b) => a + b, 0)
const tools = {
  // JavaScript goes on from an infinity to a number; a rule says nothing of what was divided by zero.
  divided: (left: number, right: number) => (right === 0 ? Number.NaN : left / right),
  sum: total,
  count: (values: number[]) => values.length,
  avg: (values: number[]) => total(values) / values.length,
  min: (values: number[]) => Math.min(...values),
  max: (values: number[]) => Math.max(...values),
}

/** Every number that a sum goes through, to leave out what no two computations agree on. */
const isTame = (of: Sum | Truth, props: object): boolean => {
  if (of.is === 'comparison') {
    const [left, right] = [of.left, of.right].map(side => compute(side, props))
    const differs = Math.abs((left as number) - (right as number))
    return Number.isFinite(differs) && (differs === 0 || differs > 0.001) && Math.abs(left as number) < 1e6
  }
  return Object.values(of).every(one => typeof one !== 'object' || isTame(one as Sum, props))
}
const compute = (of: Sum | Truth, props: object): unknown =>
  new Function('props', 'tools', `return ${written(of, true)}`)(props, tools)

test('a rule that was written down says the same when it is read', () => {
  fc.assert(
    fc.property(truth, of => {
      const text = written(of)
      fc.pre(text.length <= MAX_RULE_LENGTH)
      expect(parseRule(text)).toEqual({ ok: true, rule: { text, says: of } })
    }),
    { numRuns: 300 },
  )
})

test('a rule holds where JavaScript says so', () => {
  const values = fc.record({ a: number, b: number, price: number })
  const props = fc.record({
    a: number,
    b: number,
    price: number,
    items: fc.array(values, { minLength: 1, maxLength: 4 }),
  })
  let compared = 0
  fc.assert(
    fc.property(truth, props, (of, given) => {
      const text = written(of)
      fc.pre(text.length <= MAX_RULE_LENGTH && isTame(of, given))
      compared++
      expect(says(text, given)).toBe(compute(of, given))
    }),
    { numRuns: 500 },
  )
  expect(compared).toBeGreaterThan(400)
})

test('decimals add up, whatever doubles make of them', () => {
  const line = fc.record({ cents: fc.nat(1_000_000), quantity: fc.integer({ min: 1, max: 999 }) })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 100 }), lines => {
      const cents = lines.reduce((sum, one) => sum + one.cents * one.quantity, 0)
      const priced = lines.map(one => ({ price: one.cents / 100, quantity: one.quantity }))
      expect(says(TOTAL, { value: cents / 100, items: priced })).toBe(true)
      expect(says(TOTAL, { value: (cents + 1) / 100, items: priced })).toBe(false)
    }),
  )
})

test('of two numbers exactly one is less, equal or greater', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
      fc.pre(Number.isFinite(a) && Number.isFinite(b))
      const answers = ['a < b', 'a == b', 'a > b'].map(text => says(text, { a, b }))
      expect(answers.filter(answer => answer === true)).toHaveLength(1)
      expect(says('a <= b', { a, b })).toBe(says('not a > b', { a, b }))
      expect(says('a != b', { a, b })).toBe(says('not a == b', { a, b }))
    }),
  )
})

test('no text makes it throw or take long', () => {
  const sign = fc.constantFrom(
    '(',
    ')',
    'not ',
    'sum(',
    'items',
    '.',
    'a',
    '==',
    '-',
    '+',
    '1',
    ' and ',
    '！',
    '\u0000',
  )
  const text = fc.oneof(
    fc.string({ maxLength: 600 }),
    fc.array(sign, { maxLength: 400 }).map(parts => parts.join('')),
  )
  fc.assert(
    fc.property(text, given => {
      const start = process.cpuUsage()
      const parsed = parseRule(given)
      if (parsed.ok) holds(parsed.rule, { a: 1, items: [{ a: 1 }] })
      else expect(parsed.message).not.toBe('')
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
    }),
  )
})

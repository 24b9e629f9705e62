import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadPlan, parsePlan } from '../load/load-plan.ts'
import type { PlanContent } from '../model.ts'
import { problemText } from '../problem.ts'
import { hashOf } from '../release/hash-of.ts'
import { planOf } from '../testing/plan-of.ts'
import { planFiles } from './plan-files.ts'

const SHOP = join(import.meta.dirname, '../../plan')

const shop = (): PlanContent => {
  const { content, problems } = loadPlan(SHOP)
  if (content === null) throw new Error(problems.map(problemText).join('\n'))
  return content
}

test('the plan of the shop, written and read again, says the same', () => {
  const content = shop()
  const read = parsePlan(planFiles(content))
  expect(read.problems.filter(({ severity }) => severity === 'error').map(problemText)).toEqual([])
  expect(hashOf(read.content ?? {})).toBe(hashOf(content))
  expect(read.content).toEqual(content)
})

test('files look as a person would write them', () => {
  const content = planOf({
    'properties/a.yaml': [
      'price: {type: decimal, scale: 2, unit: CNY, range: 0.., say: price}',
      'kind: {enum: kind, open: true, say: "what, and how: a"}',
    ].join('\n'),
    'enums/a.yaml': 'kind:\n  "no": none\n  "01": one\n  a b: "#1"\n',
    'events/a.yaml':
      'event: buy\ntitle: Buy\nowner: team-a\nfires: {when: paid}\nsources: {mini: ">=2.4.0"}\nprops: [price!, {kind: here}]\n',
  })
  const remarks = { 'property:price': ['the unit is a guess'], 'event:buy/sources': ['who else?'] }
  expect(Object.fromEntries(planFiles(content, { remarks }).map(({ path, text }) => [path, text]))).toEqual({
    'plan.yaml': 'plan: shop\nlanguages: [en]\ndefaults: {on_violation: flag, owner: growth}\n',
    'properties/team_a.yaml':
      '# the unit is a guess\nprice: {type: decimal, scale: 2, unit: CNY, range: 0.., say: price}\nkind: {enum: kind, open: true, say: "what, and how: a"}\n',
    'enums/team_a.yaml': 'kind:\n  "no": none\n  "01": one\n  a b: "#1"\n',
    'events/buy.yaml':
      'event: buy\ntitle: Buy\nowner: team-a\nfires: {when: paid}\n# who else?\nsources: {mini: ">=2.4.0"}\nprops: [price!, {kind: here}]\n',
  })
})

test('bindings are written in one line each where they are long, and read again as they were', () => {
  const selectors = [
    '#buy',
    '[data-buy]',
    '*',
    '.a > .b:not(.c), .d',
    '.sm\\:flex',
    `[title="x: y #z"]`,
    "a[href='/x']",
  ]
  const content = planOf({
    'properties/a.yaml': 'price: {type: decimal, scale: 2, unit: CNY, say: price}\nlabel: {type: string, say: label}\n',
    'events/a.yaml': [
      'event: buy\ntitle: Buy\nfires: {when: paid}\nsources: {web: true}\nprops: [price, label]\nbindings:',
      ...selectors.map(
        one => `  - {selector: ${JSON.stringify(one)}, props: {price: ".price@text|number", label: "@x"}}`,
      ),
      '  - {selector: form, when: submit, path: "/cart/:id", props: {label: {const: "12"}}}\n  - {selector: .bare}',
    ].join('\n'),
  })
  const files = planFiles(content)
  expect(parsePlan(files).content).toEqual(content)
  const { text = '' } = files.find(({ path }) => path === 'events/buy.yaml') ?? {}
  expect(text).toContain('  - {selector: "#buy", props: {price: .price@text|number, label: "@x"}}\n')
  expect(text).toContain('  - {selector: form, when: submit, path: "/cart/:id", props: {label: {const: "12"}}}\n')
  expect(text).toContain('  - {selector: .bare}\n')
})

const pieces = fc.constantFrom(
  ...[
    ': ',
    ' #',
    'a',
    '，',
    '：',
    '“',
    '】',
    '!',
    '\n',
    '\t',
    ',',
    '{',
    ']',
    "'",
    '"',
    '\\',
    '- ',
    '1',
    '.',
    '0x',
    '\u3000',
  ],
  ...[
    '\u00a0',
    '\ufeff',
    '\u2028',
    '\u007f',
    '\u0085',
    '\ufffd',
    '😀',
    '\udc00',
    'yes',
    '~',
    '%',
    '@',
    '=',
    '2026-11-01',
    'en：',
  ],
)
const texts = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.array(pieces, { minLength: 1, maxLength: 6 }).map(all => all.join('')),
  )
  .filter(text => text !== '' && text.length < 200 && text !== '__proto__')

test('any text survives as a meaning, a value of an enum and an example, and breaks no rule of writing', () => {
  fc.assert(
    fc.property(texts, texts, fc.boolean(), (text, value, two) => {
      const languages = two ? ['zh', 'en'] : ['en']
      const say = Object.fromEntries(languages.map(language => [language, text]))
      const content: PlanContent = {
        ...planOf({}),
        languages,
        enums: { kind: { name: 'kind', values: [{ value, say }] } },
        properties: { kind: { name: 'kind', type: 'enum', enum: 'kind', say, example: value } },
        events: {
          buy: {
            name: 'buy',
            title: say,
            status: 'live',
            owner: 'growth',
            fires: { when: say },
            sources: { web: true },
            props: [{ name: 'kind', required: true, say }],
            example: { kind: value },
            bindings: [{ selector: '.buy', when: 'click', props: { kind: { const: value } } }],
          },
        },
      }
      const read = parsePlan(planFiles(content))
      expect(read.problems.filter(({ rule }) => rule !== 'pii.unmarked').map(problemText)).toEqual([])
      expect(read.content).toEqual(content)
    }),
    { numRuns: 2000 },
  )
})

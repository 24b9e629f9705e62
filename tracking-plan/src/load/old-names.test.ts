import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { diffPlans } from '../diff/diff-plans.ts'
import { fixPlan } from '../fix.ts'
import { problemText } from '../problem.ts'
import { hashOf } from '../release/hash-of.ts'
import { smallPlan } from '../rules/testing/small-plan.ts'
import { parsePlan } from './load-plan.ts'
import { readFolder, type TextFile } from './read-folder.ts'

const shop = readFolder(fileURLToPath(new URL('../../plan', import.meta.url))).files

const edited = (files: readonly TextFile[], path: string, from: string | RegExp, to: string): TextFile[] =>
  files.map(file => {
    if (file.path !== path) return file
    const text = file.text.replace(from, to)
    expect(text).not.toBe(file.text)
    return { path, text }
  })

const before = edited(shop, 'plan.yaml', /^every_event.*$/m, 'every_event: {}')
const requested = () => {
  const renamed = edited(before, 'properties/marketing.yaml', /^coupon: +\{/m, 'coupon_code: {renamed_from: coupon, ')
  const everywhere = edited(
    renamed,
    'plan.yaml',
    'every_event: {}',
    'every_event: {web: [store_id], mini: [store_id], server: [store_id]}',
  )
  return edited(everywhere, 'properties/commerce.yaml', /^(price: .*)unit: CNY/m, '$1unit: fen')
}
const contentOf = (files: readonly TextFile[]) => {
  const { content, problems } = parsePlan(files)
  if (!content) throw new Error(problems.map(problemText).join('\n'))
  return content
}

test('coupon → coupon_code, store_id in every event, 元 → 分 is three edited places, and diff says whom each breaks', () => {
  const after = requested()
  const places = after.filter((file, i) => file.text !== before[i]?.text).map(({ path }) => path)
  expect(places.toSorted()).toEqual(['plan.yaml', 'properties/commerce.yaml', 'properties/marketing.yaml'])

  const findings = diffPlans({ before: contentOf(before), after: contentOf(after), changes: [], today: '2026-11-24' })
  const told = (rule: string) => findings.find(one => one.rule === rule)
  expect(told('property.renamed')).toMatchObject({ subject: 'coupon', clients: 'breaks', queries: 'warns' })
  expect(told('property.renamed')?.events).toEqual(expect.arrayContaining(['begin_checkout', 'purchase']))
  expect(told('property.unit_changed')).toMatchObject({ subject: 'price', clients: 'safe', queries: 'breaks' })
  expect(told('property.unit_changed')?.events).toContain('begin_checkout')
  expect(
    findings.some(
      ({ subject, clients, queries }) => subject.includes('store_id') && clients === 'safe' && queries === 'safe',
    ),
  ).toBe(true)
})

test('the bindings of an event mean the new name, too', () => {
  const files = smallPlan({
    'properties/note.yaml': 'remark: {type: string, renamed_from: note, say: 备注}\n',
    'events/note.yaml':
      'event: jot\ntitle: 记\nfires: {when: 记下后}\nsources: {web: true}\nprops: [note!]\nbindings: [{selector: .jot, props: {note: "@data-note"}}]\n',
  })
  expect(contentOf(files).events.jot?.bindings?.[0]?.props).toEqual({ remark: '@data-note' })
})

test('events that use the old name mean the new one, are told of, and mended', () => {
  const { problems } = parsePlan(requested())
  const old = problems.filter(({ rule }) => rule === 'property.old_name')
  expect(old.length).toBeGreaterThan(3)
  expect(old[0]?.message).toBe('coupon is called coupon_code now; write coupon_code')
  expect(old[0]?.place.file).toMatch(/^events\//)
  const { files, plan } = fixPlan(requested(), texts => parsePlan(texts))
  expect(plan.problems.filter(({ rule }) => rule === 'property.old_name')).toEqual([])
  expect(plan.content && hashOf(plan.content)).toBe(hashOf(contentOf(requested())))
  expect(
    files.filter(
      ({ path, text }) =>
        path.startsWith('events/') && /^props:[\s\S]*\bcoupon\b(?!_)/m.test(text.split('example')[0] ?? ''),
    ),
  ).toEqual([])
})

test('a name that two properties had before is no name', () => {
  const twice = edited(
    requested(),
    'properties/marketing.yaml',
    'coupon_type: ',
    'coupon_kind: {type: string, renamed_from: coupon, say: {zh: 券, en: coupon}}\ncoupon_type: ',
  )
  expect(parsePlan(twice).problems.map(({ rule }) => rule)).toContain('property.unknown')
})

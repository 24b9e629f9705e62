import { expect, test } from 'vitest'
import { stampOf } from '../model.ts'
import { nextOf } from '../testing/plan-of.ts'
import { pageBindings } from './page-bindings.ts'

const event = (name: string, rest: string): string =>
  `event: ${name}\ntitle: ${name}\nfires: {when: done}\nsources: {web: true}\nprops: [order_id, way]\n${rest}`
const FILES = { 'properties/a.yaml': 'order_id: {type: id, say: order}\nway: {type: string, say: way}\n' }
const BUY = [
  '{selector: .b, props: {way: {const: card}, order_id: "@data-id"}}',
  '{selector: .a, path: /cart}',
  '{selector: .a, path: /cart, when: submit}',
  '{selector: form, when: view}',
]
const release = (buy: readonly string[]) =>
  nextOf({
    ...FILES,
    'events/look.yaml': event('look', 'bindings: [{selector: .look}]\n'),
    'events/buy.yaml': event('buy', `bindings: [${buy.join(', ')}]\n`),
    'events/gone.yaml': event('gone', 'status: removed\nbindings: [{selector: .gone}]\n'),
    'events/none.yaml': event('none', ''),
  })

test('bindings come as the page takes them, with the stamp of the plan; what is removed comes no more', () => {
  const made = release(BUY)
  const plan = stampOf(made)
  expect(pageBindings(made)).toEqual([
    { selector: '.a', event: 'buy', on: 'submit', path: '/cart', plan },
    { selector: '.a', event: 'buy', path: '/cart', plan },
    { selector: '.b', event: 'buy', props: { order_id: '@data-id', way: { const: 'card' } }, plan },
    { selector: 'form', event: 'buy', on: 'view', plan },
    { selector: '.look', event: 'look', plan },
  ])
})

test('the order in which files say them makes no difference', () => {
  const text = (buy: readonly string[]) => JSON.stringify(pageBindings(release(buy))).replaceAll(/#[0-9a-f]{8}/g, '')
  expect(text(BUY.toReversed())).toBe(text(BUY))
  expect(text(BUY)).toContain('"props":{"order_id":"@data-id","way":{"const":"card"}}')
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextOf } from '../testing/plan-of.ts'
import { createCompiler } from './testing/compiler.ts'
import { SMALL_SHOP } from './testing/small-shop.ts'
import { typesFile } from './types-file.ts'

const compiler = createCompiler()
afterAll(compiler.remove)

const CALLS = `
import { createTracker } from '@maidian/sdk-web'
import { buy, deleteEvent, pay, type Events, type Profile, type SuperProperties } from './plan.ts'
const tracker = createTracker<Events>({ key: 'wk', url: 'https://x' })
`

/** What the compiler has to say of these lines; nothing where it is content. */
const compiled = (name: string, lines: string): string =>
  compiler.compiled(name, { 'plan.ts': typesFile(nextOf(SMALL_SHOP), 'web'), 'calls.ts': CALLS + lines }, 'calls.ts')

describe('the types of a plan', () => {
  let text = ''
  beforeAll(() => {
    text = typesFile(nextOf(SMALL_SHOP), 'web')
  })

  test('right calls compile', () => {
    const out = compiled(
      'right',
      `
tracker.track(buy({ product_id: 'p' }))
tracker.track('buy', { product_id: 'p', price: 12.5, paid_at: new Date(), entry: 'home', note: null, labels: ['a'] })
tracker.track(buy({ product_id: 'p', entry: 'anything', items: [{ product_id: 'p', price: 1 }], store_id: 's' }))
tracker.track(pay({ payment_type: 'wechat' }))
tracker.track(pay({ payment_type: 'card', bank_code: 'ICBC' }))
tracker.track(deleteEvent())
export const profile: Profile = { member_level: 'gold' }
export const everywhere: SuperProperties = { store_id: 's' }
`,
    )
    expect(out).toBe('')
  })

  test.each([
    ['a property is missing', 'tracker.track(buy({ price: 1 }))'],
    ['a property has another type', 'tracker.track(buy({ product_id: 1 }))'],
    ['a property is not planned', "tracker.track(buy({ product_id: 'p', colour: 'red' }))"],
    ['an event is not planned', "tracker.track('purchase', {})"],
    ['a value is not in a closed enum', "tracker.track(pay({ payment_type: 'cash' }))"],
    ['a variant asks for more', "tracker.track(pay({ payment_type: 'card' }))"],
    ['a variant knows no such property', "tracker.track(pay({ payment_type: 'wechat', bank_code: 'x' }))"],
    ['an item is not planned', "tracker.track(buy({ product_id: 'p', items: [{ price: 1 }] }))"],
    ['null is not planned', "tracker.track(buy({ product_id: 'p', price: null }))"],
    ['a removed event', "import { gone } from './plan.ts'\ntracker.track(gone())"],
    ['an event of another source', "import { other } from './plan.ts'\ntracker.track(other())"],
    ['a profile property is not planned', 'export const p: Profile = { age: 3 }'],
  ])('a call does not compile where %s', (name, line) => {
    expect(compiled(name.replaceAll(' ', '-'), line)).toMatch(/error TS\d+/)
  })

  test('texts of the plan cannot end a comment, and say what the plan says', () => {
    expect(text).toContain('/** 单价 · price (CNY) */')
    expect(text).toContain('@deprecated')
    expect(text).toContain('When: 支付后 · once paid')
    expect(text).not.toMatch(/product id \*\//)
  })

  test('functions hold the stamp and nothing that runs by itself', () => {
    expect(text).toMatch(/const PLAN = 'shop@next#[0-9a-f]{8}'/)
    expect(text).not.toMatch(/\b(?:class|new|require|import)\b(?![^/]*\*\/)/)
  })
})

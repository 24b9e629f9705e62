import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextOf } from '../testing/plan-of.ts'
import { typesFile } from './types-file.ts'

const FILES = {
  'plan.yaml':
    'plan: shop\nlanguages: [zh, en]\ndefaults: {on_violation: flag, owner: growth}\nevery_event: {web: [store_id]}\n',
  'properties/a.yaml': `
product_id: {type: id, say: {zh: 商品编号, en: "product id */ of the shop"}}
price: {type: decimal, scale: 2, unit: CNY, say: {zh: 单价, en: price}}
paid_at: {type: time, say: {zh: 支付时间, en: when it was paid}}
payment_type: {enum: payment_type, say: {zh: 支付方式, en: way}}
entry: {enum: entry, open: true, say: {zh: 入口, en: entry}}
note: {type: string, nullable: true, say: {zh: 备注, en: note}}
labels: {list: string, say: {zh: 标签, en: labels}}
items: {list: line, say: {zh: 商品, en: items}}
bank_code: {type: string, say: {zh: 银行, en: bank}}
store_id: {type: id, say: {zh: 店铺, en: store}}
`,
  'profile/p.yaml': 'member_level: {enum: level, say: {zh: 等级, en: level}}\n',
  'enums/e.yaml': `
payment_type: {wechat: {zh: 微信, en: WeChat}, card: {zh: 银行卡, en: card}}
entry: {home: {zh: 首页, en: home}}
level: {gold: {zh: 金卡, en: gold}}
`,
  'types/line.yaml': 'line: {say: {zh: 一行, en: a line}, props: [product_id!, price]}\n',
  'events/buy.yaml':
    'event: buy\ntitle: {zh: 购买, en: Buy}\nfires: {when: {zh: 支付后, en: once paid}}\nsources: {web: true}\nprops: [product_id!, price, paid_at, entry, note, labels, items]\n',
  'events/pay.yaml':
    'event: pay\ntitle: {zh: 付, en: Pay}\nfires: {when: {zh: 付, en: paid}}\nsources: {web: true}\nprops: [payment_type!]\nvariants: {by: payment_type, when: {card: [bank_code!]}}\n',
  'events/delete.yaml':
    'event: delete\ntitle: {zh: 删, en: Delete}\nstatus: deprecated\nfires: {when: {zh: 删, en: deleted}}\nsources: {web: true}\n',
  'events/gone.yaml':
    'event: gone\ntitle: {zh: 无, en: Gone}\nstatus: removed\nfires: {when: {zh: 无, en: gone}}\nsources: {web: true}\n',
  'events/other.yaml':
    'event: other\ntitle: {zh: 别, en: Other}\nfires: {when: {zh: 别, en: other}}\nsources: {server: true}\n',
}

// Outside the tree, with its packages: the SDK's types are found as a page that installed it finds them.
const root = mkdtempSync(join(tmpdir(), 'maidian-types-'))
symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(root, 'node_modules'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const CALLS = `
import { createTracker } from '@maidian/sdk-web'
import { buy, deleteEvent, pay, type Events, type Profile, type SuperProperties } from './plan.ts'
const tracker = createTracker<Events>({ key: 'wk', url: 'https://x' })
`

/** What the compiler has to say of these lines; nothing where it is content. */
const compiled = (name: string, lines: string): string => {
  const dir = join(root, name)
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'plan.ts'), typesFile(nextOf(FILES), 'web'))
  writeFileSync(join(dir, 'calls.ts'), CALLS + lines)
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    customConditions: ['maidian-source'],
  }
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['calls.ts'] }))
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  try {
    execFileSync(process.execPath, [tsc, '-p', dir], { encoding: 'utf8', stdio: 'pipe' })
    return ''
  } catch (error) {
    return String((error as { stdout?: string }).stdout)
  }
}

describe('the types of a plan', () => {
  let text = ''
  beforeAll(() => {
    text = typesFile(nextOf(FILES), 'web')
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

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { made, newId, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { type Maidian, root, runCli, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('plan')
const PHONE = '13912345678'
const SAVED_WITHIN_MS = 10_000

const CONFIG = `projects:
  - name: shop
    plan: ./plan
    sources:
      - {key: wk_demo_web, name: web, kind: web, origins: ["*"]}
      - {key: wk_demo_server, name: server, kind: server}
`

type Verdicts = { events: { verdict: string; reasons: { rule: string; message: string }[] }[] }

/** A folder with the shop's plan, as a team has it. */
const project = (
  name: string,
): { dir: string; config: string; edit: (file: string, change: (text: string) => string) => void } => {
  const dir = join(folder, name)
  mkdirSync(dir, { recursive: true })
  cpSync(join(root, 'tracking-plan/plan'), join(dir, 'plan'), { recursive: true })
  cpSync(join(root, 'tracking-plan/releases'), join(dir, 'releases'), { recursive: true })
  writeFileSync(join(dir, 'maidian.yaml'), CONFIG)
  return {
    dir,
    config: join(dir, 'maidian.yaml'),
    edit: (file, change) => {
      const path = join(dir, 'plan', file)
      writeFileSync(path, change(readFileSync(path, 'utf8')))
    },
  }
}

const judged = async (maidian: Maidian, event: object, key?: string): Promise<Verdicts['events'][number]> => {
  const reply = await send(maidian.url, { device: 'd-1', events: [event], debug: 'x' } as never, key)
  return ((await reply.json()) as Verdicts).events[0] as Verdicts['events'][number]
}

const releaseStamp = (dir: string): string => {
  const [file = ''] = readdirSync(join(dir, 'releases'))
    .filter(name => name.endsWith('.json'))
    .toSorted()
    .toReversed()
  const { plan, version, hash } = JSON.parse(readFileSync(join(dir, 'releases', file), 'utf8')) as Record<
    string,
    string
  >
  return `${plan}@${version}#${hash}`
}

describe('a product person adds a property', () => {
  const { dir, config, edit } = project('adds')
  let maidian: Maidian
  beforeAll(async () => {
    maidian = await startMaidian({ data: join(dir, 'data'), config })
  })
  afterAll(async () => {
    expect(await maidian.stop()).toBe(0)
  })

  const funnel = async () =>
    await maidian.ask<{ steps: { users: number }[]; breakdown: { value: string[] }[] }>('funnel', {
      steps: [{ event: 'add_to_cart', where: { wrap_fee: { gte: 5 } } }, { event: 'begin_checkout' }],
      breakdown: { by: ['wrap_fee'] },
    })
  const cart = (props: object, over: object = {}) =>
    made('add_to_cart', { props: { product_id: 'p-101', price: 12.5, quantity: 1, ...props }, ...over } as never)

  test('and within seconds it is enforced, a column, in the types, in the catalog; the funnel over it stays', async () => {
    const before = releaseStamp(dir)
    const checkout = made('begin_checkout', {
      props: { checkout_id: 'c-1', value: 1, items: [{ item_id: 'p', item_name: 'x', price: 1, quantity: 1 }] },
    })
    // Unplanned as yet: flagged, and kept as text.
    expect(await judged(maidian, { ...cart({ wrap_fee: 5 }), plan: before })).toMatchObject({ verdict: 'flagged' })
    await send(maidian.url, { device: 'd-2', events: [cart({ wrap_fee: 7.5 })] })
    await send(maidian.url, { device: 'd-3', events: [cart({ wrap_fee: 2 })] })
    await send(maidian.url, { device: 'd-1', events: [{ ...checkout, time: Date.now() + 1 }] })
    await until('all is stored', async () => (await funnel()).steps.map(({ users }) => users).join() === '2,1')
    const told = await funnel()

    const saved = Date.now()
    edit(
      'properties/commerce.yaml',
      text =>
        `${text}wrap_fee: {type: decimal, scale: 2, unit: CNY, say: {zh: 礼品包装费, en: fee for gift wrapping}}\n`,
    )
    edit('events/cart/add_to_cart.yaml', text => text.replace('props:\n', 'props:\n  - wrap_fee\n'))

    await until(
      'it is enforced',
      async () => (await judged(maidian, cart({ wrap_fee: '5' }))).reasons[0]?.rule === 'prop.type',
      SAVED_WITHIN_MS,
    )
    const { reasons } = await judged(maidian, cart({ wrap_fee: '5' }))
    expect(reasons[0]?.message).toBe('wrap_fee: a number in CNY is expected, not the text "5"; write 5')
    expect(await judged(maidian, cart({ wrap_fee: 5 }))).toMatchObject({ verdict: 'accepted' })

    const columns = await maidian.query<{ name: string; comment: string }>('DESCRIBE TABLE shop.add_to_cart')
    expect(columns.find(({ name }) => name === 'wrap_fee')?.comment).toBe('礼品包装费 · fee for gift wrapping (CNY)')
    const catalog = await fetch(`${maidian.url}/plan/shop/`)
    expect(catalog.status).toBe(200)
    expect(await catalogText(maidian.url)).toContain('礼品包装费')
    expect(Date.now() - saved).toBeLessThan(SAVED_WITHIN_MS)

    const types = await runCli(['plan', 'types', '--plan', join(dir, 'plan')])
    expect(types.stdout).toMatch(/\/\*\* 礼品包装费 · fee for gift wrapping \(CNY\) \*\/\n\s+wrap_fee\?: number/)
    expect(await judged(maidian, { ...cart({}), plan: before })).toMatchObject({ verdict: 'accepted' })

    const after = await funnel()
    expect(after.steps[0]?.users).toBe(told.steps[0]?.users)
    expect(after).toMatchObject({ steps: told.steps, breakdown: told.breakdown })
  })

  test('a mistake in the plan is told with its place, and what was in force stays so', async () => {
    edit('events/cart/add_to_cart.yaml', text => text.replace('- wrap_fee\n', '- wrapp_fee\n'))
    await sleep(4000)
    expect((await judged(maidian, cart({ wrap_fee: '5' }))).reasons[0]?.rule).toBe('prop.type')
    const lint = await runCli(['plan', 'lint', '--plan', join(dir, 'plan')])
    expect(lint.code).toBe(1)
    expect(lint.stdout).toMatch(/add_to_cart\.yaml:\d+:\d+/)
    expect(lint.stdout).toContain('did you mean wrap_fee?')
    edit('events/cart/add_to_cart.yaml', text => text.replace('- wrapp_fee\n', '- wrap_fee\n'))
  })
})

/** Everything the catalog serves, as one text. */
const catalogText = async (url: string): Promise<string> => {
  const index = await (await fetch(`${url}/plan/shop/`)).text()
  const linked = [...index.matchAll(/(?:href|src)="([^"#:]+)"/g)].map(match => match[1] as string)
  const pages = await Promise.all(
    [...new Set(linked)].map(async path => (await fetch(new URL(path, `${url}/plan/shop/`))).text()),
  )
  return [index, ...pages].join('\n')
}

describe('private data', () => {
  const { dir, config } = project('private')

  /** Files below a folder that hold a text. */
  const holding = (text: string): string[] =>
    readdirSync(join(dir, 'data'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .filter(file => readFileSync(file).includes(text))

  test('is nowhere on disk in the clear: not in the log, not in the store, whatever became of its event', async () => {
    const maidian = await startMaidian({ data: join(dir, 'data'), config })
    const marker = `seen-${newId()}`
    const props = { receiver_phone: PHONE, order: { receiver_phone: PHONE }, marker }
    const events = [
      made('add_shipping_info', { props }),
      made('nobody_planned_this', { props }),
      made('$profile_set', { props: { properties: { phone: PHONE } } }),
      { ...made('purchase', { props }), time: 'broken' },
      { ...made('purchase', { props }), plan: 'shop@1999.1.1#00000000' },
    ]
    const reply = await send(maidian.url, {
      device: 'd-1',
      contexts: [{ url: `http://localhost/shop/?receiver_phone=${PHONE}&marker=${marker}` }],
      events: events.map(event => ({ ...event, context: 0 })),
      debug: 'all',
    } as never)
    expect(await reply.text()).not.toContain(PHONE)
    const stored = async () =>
      (
        await maidian.query<{ n: string }>(
          'SELECT (SELECT count() FROM shop.events) + (SELECT count() FROM shop.quarantine) AS n',
        )
      )[0]?.n
    await until('all is stored', async () => Number(await stored()) === events.length)
    for (const table of ['events', 'quarantine']) {
      const all = JSON.stringify(await maidian.query(`SELECT * FROM shop.${table}`))
      expect(all).not.toContain(PHONE)
      expect(all).toContain(marker)
      expect(all).toMatch(/h1:[\w-]{22}/)
    }
    expect(await maidian.stop()).toBe(0)
    expect(holding(PHONE)).toEqual([])
    // The same look finds what is not private.
    expect(holding(marker).some(file => file.includes('/log/'))).toBe(true)
  })
})

describe('looking back at what was sent', () => {
  const { dir, config } = project('look-back')
  let maidian: Maidian
  const plan = (...given: string[]) =>
    runCli([
      'plan',
      ...given,
      '--plan',
      join(dir, 'plan'),
      '--data',
      join(dir, 'data'),
      '--clickhouse',
      maidian.clickhouse.url,
    ])
  const debug = 'tester-7'

  beforeAll(async () => {
    maidian = await startMaidian({ data: join(dir, 'data'), config })
    const contexts = [{ app: { version: '3.2.0' } }]
    const event = (name: string, props: object) => ({ ...made(name, { props } as never), context: 0 })
    await send(maidian.url, {
      device: 'd-1',
      contexts,
      debug,
      events: [
        event('view_item', { product_id: 'p-101', category_id: 'tea', price: 268 }),
        event('add_to_cart', { product_id: 'p-101', price: 268, quantity: '1' }),
        event('add_to_cart', { product_id: 'p-101', price: 268, quantity: 1, colour: 'red' }),
        event('mystery', {}),
      ],
    } as never)
    await until('all is stored', async () => (await maidian.query('SELECT 1 FROM shop.events')).length === 4)
  })
  afterAll(async () => {
    expect(await maidian.stop()).toBe(0)
  })

  test("verify holds a tester's device against the plan, and writes a report to pass on", async () => {
    const out = join(dir, 'report.html')
    const { code, stdout } = await plan('verify', '--debug', debug, '--out', out)
    expect(stdout).toMatch(/✓ view_item · 浏览商品详情/)
    expect(stdout).toMatch(/✗ add_to_cart[^\n]*2 ×\n\s+broke: [^\n]*prop\.type:quantity/)
    expect(stdout).toMatch(/· purchase/)
    expect(stdout).toContain('Planned by nobody: mystery')
    expect(code).toBe(1)
    expect(readFileSync(out, 'utf8')).toContain('埋点验收')
    const nobody = await plan('verify', '--debug', 'nobody')
    expect([nobody.code, nobody.stdout.split('\n')[1]]).toEqual([0, expect.stringContaining('0 as planned')])
  })

  test('coverage tells fill rates and violations by source and app version, silence, and what nobody planned', async () => {
    const { stdout } = await plan('coverage', '--json')
    const coverage = JSON.parse(stdout) as {
      covered: {
        event: string
        source: string
        appVersion: string
        events: number
        properties: { property: string; rate: number; violations: number }[]
      }[]
      silent: { event: string; source: string }[]
      unplanned: { event: string; property: string }[]
    }
    const cart = coverage.covered.find(({ event }) => event === 'add_to_cart')
    expect(cart).toMatchObject({ source: 'web', appVersion: '3.2.0', events: 2 })
    expect(cart?.properties.find(({ property }) => property === 'quantity')).toMatchObject({ violations: 1 })
    expect(cart?.properties.find(({ property }) => property === 'product_id')).toMatchObject({ rate: 1, violations: 0 })
    expect(coverage.silent.map(({ event }) => event)).toContain('purchase')
    expect(coverage.silent).not.toContainEqual(expect.objectContaining({ event: 'view_item', source: 'web' }))
    expect(coverage.unplanned).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ event: 'mystery', property: '' }),
        expect.objectContaining({ event: 'add_to_cart', property: 'colour' }),
      ]),
    )
    expect((await plan('coverage')).stdout).toContain('Planned, and sent by nobody:')
  })
})

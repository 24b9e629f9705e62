import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Binding } from '@maidian/sdk-web/plugins/bindings'
import { type PageBinding, parsePlan } from '@maidian/tracking-plan'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../sdk-web/testing/plugin-page.ts'
import { testFolder } from './harness/folder.ts'
import { type Maidian, runCli, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('bindings')

/** The page of a team that tracks without code: it fetches the list that the plan makes. */
const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { bindings } from '../src/plugins/bindings.ts'
import { pageViews } from '../src/plugins/page-views.ts'
export const start = async config => {
  const list = bindings(await (await fetch('/bindings.json')).json())
  window.tracker = createTracker({ ...config, plugins: [pageViews(), list] })
  document.body.dataset.ready = 'yes'
}`
const BODY = `
<ul class="list" data-list="tea">
  <li class="card" data-id="p-101"><h3>西湖龙井</h3> <i class="price">¥1,268.50</i> <button class="fav">收藏</button></li>
</ul>
<div class="probe" id="7" data-id="7" title="t" x="7" xlink:href="#">
  <i class="price">¥7</i> <a title="t" b="c@d"><b>b</b></a>
</div>
<form class="subscribe" onsubmit="return false"><input name="phone" value="13912345678"><button>订阅</button></form>`

const FILES: Record<string, string> = {
  'plan.yaml': 'plan: shop\nlanguages: [en]\ndefaults: {owner: growth}\n',
  'properties/all.yaml': [
    'product_id: {type: id, say: product}',
    'price: {type: decimal, scale: 2, unit: CNY, say: price}',
    'label: {type: string, max: 40, say: what it is called}',
    'position: {type: int, range: 1.., say: place in the list}',
    'gift: {type: bool, say: is a gift}',
    'list_id: {type: id, say: list}',
    '',
  ].join('\n'),
  'events/select_item.yaml': `event: select_item
title: Select a product
fires: {when: a card is clicked}
sources: {web: true}
props: [product_id!, price!, label!, position!, gift, list_id]
bindings:
  - selector: .card:not(:hover .none)
    path: /list/:id
    props:
      product_id: "@data-id"
      price: .price@text|number
      label: h3@text
      position: {const: 1}
      gift: {const: false}
      list_id: ".list[data-list]@data-list"
`,
  'events/subscribe.yaml': `event: subscribe
title: Subscribe
fires: {when: the form is sent}
sources: {web: true}
props: []
bindings: [{selector: form.subscribe, when: submit}]
`,
  'events/view_list.yaml': `event: view_list
title: See a list
fires: {when: a page with a list is seen}
sources: {web: true}
props: [list_id!]
bindings: [{selector: .list, when: view, path: "/list/*", props: {list_id: "@data-list"}}]
`,
}
const CONFIG = `projects:
  - name: shop
    plan: ./plan
    unplanned: {events: block, props: block}
    sources: [{key: wk_test, kind: web, origins: ["*"], unversioned: quarantine}]
`

/** Opens a page whose list is this one, and waits until it tracks. */
const openPage = async (site: PluginSite, { list, path }: { list: string; path: string }): Promise<PluginPage> => {
  const there = await site.open()
  await there.page.route('**/bindings.json', route => route.fulfill({ contentType: 'application/json', body: list }))
  await there.visit(path)
  await there.page.waitForSelector('[data-ready]')
  return there
}

let site: PluginSite
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT, body: BODY })
})
afterAll(async () => {
  await site?.close()
})

describe('a plan says how a page tracks without code', () => {
  const list = join(folder, 'public/bindings.json')
  let maidian: Maidian
  let stamp = ''
  beforeAll(async () => {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, 'plan', path)), { recursive: true })
      writeFileSync(join(folder, 'plan', path), text)
    }
    writeFileSync(join(folder, 'maidian.yaml'), CONFIG)
    const released = await runCli(['plan', 'release', '--plan', join(folder, 'plan')])
    stamp = released.stdout.split('\n')[0] ?? ''
    const { code, stderr } = await runCli(['plan', 'bindings', '--plan', join(folder, 'plan'), '--out', list])
    expect([code, stderr]).toEqual([0, `${list}: ${stamp}\n`])
    maidian = await startMaidian({ data: join(folder, 'data'), config: join(folder, 'maidian.yaml') })
  })
  afterAll(async () => {
    expect(await maidian?.stop()).toBe(0)
  })

  test('and what visitors do is in the store, judged by the plan that the list was made from', async () => {
    const there = await openPage(site, { list: readFileSync(list, 'utf8'), path: '/' })
    await there.context.addCookies([{ name: 'collector', value: maidian.url, url: there.url }])
    await there.visit('/list/tea')
    await there.page.waitForSelector('[data-ready]')
    await there.page.click('.card h3')
    await there.page.evaluate(`document.querySelector('.subscribe').requestSubmit()`)
    const stored = () =>
      maidian.query<Record<string, unknown>>(
        "SELECT name, plan, plan_version, verdict, p_product_id, p_price, p_label, p_position, p_gift, p_list_id, props FROM shop.events WHERE name NOT LIKE '$%' ORDER BY name",
      )
    await until('all three are stored', async () => (await stored()).length === 3)
    const rows = await stored()
    expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['select_item', 'accepted'],
      ['subscribe', 'accepted'],
      ['view_list', 'accepted'],
    ])
    expect(rows[0]).toMatchObject({
      p_product_id: 'p-101',
      p_price: 1268.5,
      p_label: '西湖龙井',
      p_gift: false,
      p_list_id: 'tea',
      props: {},
    })
    expect(rows[2]).toMatchObject({ p_list_id: 'tea' })
    expect(stamp).toMatch(/^shop@\d{4}\.\d+\.\d+#[0-9a-f]{8}$/)
    for (const { plan, plan_version } of rows) expect(stamp).toContain(`${plan}@${plan_version}`)
    expect(JSON.stringify(rows)).not.toContain('13912345678')
    expect(await there.problems()).toEqual([])
    await there.close()
  })

  test('the stamp is on the wire as generated functions put it', async () => {
    const there = await openPage(site, { list: readFileSync(list, 'utf8'), path: '/list/tea' })
    expect((await there.waitFor('view_list'))[0]?.plan).toBe(stamp)
    await there.page.click('.fav')
    expect((await there.waitFor('select_item'))[0]?.plan).toBe(stamp)
    await there.close()
  })
})

test('the list is of the type that the plugin takes', () => {
  const made: PageBinding[] = []
  const taken: Binding[] = made
  expect(taken).toBe(made)
})

const SELECTORS = [
  ...['.card', '#x', '*', 'a, b', '.a > .b + .c ~ .d', '[data-id="p-1"]', '[lang|=zh i]', '.a:not(.b, .c)', '.收藏'],
  ...['a:has(> .x)', 'li:nth-child(2n+1 of .x)', ':is(a, b):where(.c)', '.sm\\:flex', ':scope > a', 'input:checked'],
  ...['button:enabled', ':root', 'a:focus-visible', '[title="你好，世界"]', '.a:lang(zh)', 'p:dir(rtl)'],
  ...['a[', '.', '#', 'div >', '> a', 'a,', ',a', 'a..b', '.1a', '#1', '[data-id=1]', '[x!=y]', 'a:contains(x)'],
  ...['li:eq(2)', 'a:visible', 'a:first', '.md:flex', '.w-1/2', '.a)', '(.a)', 'a < b', 'a || b', 'ns|a', '$x'],
  ...['a:nth-child(foo)', '.price@text', 'a{}', 'a:', 'a::', ':not()'],
]
/** What says where a value stands, and what stands there in the page. */
const VALUES: [says: string, value: unknown][] = [
  ['@id', '7'],
  ['@data-id', '7'],
  ['@xlink:href', '#'],
  ['@x|number', 7],
  ['.price@text', '¥7'],
  ['.price@text|number', 7],
  ['a:has(b)@title', 't'],
  ['a[b="c@d"]@title', 't'],
]
const NO_VALUES = ['@', 'id', '@ id', '@id|int', '@id|', 'text@', '@id |number', '@名', '.a＠text', 'a[@id']

describe('lint and the page agree', () => {
  /** Which of these bindings lint refuses, or warns of since no browser knows their pseudo-class. */
  const refused = (bindings: readonly object[]): number[] => {
    const event = { event: 'jot', title: 'Jot', fires: { when: 'jotted' }, sources: { web: true }, props: ['note'] }
    // JSON is YAML; each binding gets a line of its own, so that lines name them.
    const text = JSON.stringify({ ...event, bindings })
    const { problems } = parsePlan([
      { path: 'plan.yaml', text: FILES['plan.yaml'] as string },
      { path: 'properties/note.yaml', text: 'note: {type: string, say: note}\n' },
      { path: 'events/jot.yaml', text: text.replaceAll('{"selector"', '\n{"selector"') },
    ])
    const rules = ['binding.selector', 'binding.pseudo_class', 'binding.value']
    const lines = problems.filter(({ rule }) => rules.includes(rule)).map(({ place }) => place.line - 2)
    return [...new Set(lines)]
  }
  /** What each of them sends as its note at a click in a real browser; undefined where it sends none, or nothing. */
  const notesOf = async (bindings: readonly object[]): Promise<unknown[]> => {
    const list = JSON.stringify(bindings.map((one, i) => ({ event: `jot_${i}`, ...one })))
    const there = await openPage(site, { list, path: '/' })
    await there.page.click('.probe')
    await there.page.evaluate('tracker.track("done")')
    await there.waitFor('done')
    const notes = bindings.map((_, i) => there.events(`jot_${i}`)[0]?.props?.note)
    await there.close()
    return notes
  }
  const probed = (selector: string) => ({ selector: `${selector}, .probe`, props: { note: { const: 'x' } } })

  test('on what is a selector', async () => {
    const lint = refused(SELECTORS.map(selector => ({ selector, props: {} }))).map(i => SELECTORS[i])
    const notes = await notesOf(SELECTORS.map(probed))
    const page = SELECTORS.filter((_, i) => notes[i] === undefined)
    expect(lint).toEqual(page)
    expect(page.length).toBeGreaterThan(20)
  })

  test('on where a value stands; of what means nothing only lint need tell', async () => {
    const bound = (note: string, i: number) => ({ selector: `.probe:not(.x${i})`, props: { note } })
    const bindings = VALUES.map(([says], i) => bound(says, i))
    expect(refused(bindings)).toEqual([])
    expect(await notesOf(bindings)).toEqual(VALUES.map(([, value]) => value))
    expect(refused(NO_VALUES.map(bound))).toEqual(NO_VALUES.map((_, i) => i))
  })
})

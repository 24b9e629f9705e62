import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readSnapshot } from '../live/snapshot.ts'
import { nextOf, releaseOf } from '../testing/plan-of.ts'
import { catalogFiles } from './catalog-files.ts'
import { html } from './html.ts'

const dir = fileURLToPath(new URL('../../plan', import.meta.url))
const { latest, releases } = readSnapshot({ dir, next: true })
const files = catalogFiles(latest, releases)
const pages = [...files].filter(([path]) => path.endsWith('.html'))

describe("the shop's catalog", () => {
  test('every event and every property has its entry, in both languages, without a script', () => {
    const index = files.get('index.html') ?? ''
    for (const { name, title } of Object.values(latest.events)) {
      expect(index).toContain(`href="events/${name}.html"`)
      for (const text of Object.values(title)) expect(files.get(`events/${name}.html`)).toContain(text)
    }
    const properties = files.get('properties.html') ?? ''
    for (const { name } of Object.values(latest.properties)) expect(properties).toContain(`id="${name}"`)
  })

  test('every link leads somewhere', () => {
    for (const [path, text] of pages) {
      for (const [, target = ''] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
        const [file = '', anchor] = target.replace(/\?[^#]*/, '').split('#')
        const at = file === '' ? path : join(dirname(path), file)
        expect(files.has(at) || at.includes('shots/'), `${path} → ${target}`).toBe(true)
        if (anchor) expect(files.get(at), `${path} → ${target}`).toContain(`id="${anchor}"`)
      }
    }
  })

  test('nothing is inline, and nothing comes from elsewhere', () => {
    for (const [path, text] of pages) {
      expect(text, path).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?! src="(?:\.\.\/)?catalog\.js">)/)
      expect(text, path).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    }
  })

  test('an event tells when, who, since when, and what to write', () => {
    const page = files.get('events/begin_checkout.html') ?? ''
    expect(page).toContain('tracker.track(beginCheckout(')
    expect(page).toContain('value == sum(items.price * items.quantity)')
    expect(page).toContain('FROM shop.begin_checkout')
    expect(page).toContain('2026.11.1')
    expect(page).toContain('item_name')
    expect(files.get('properties.html')).toContain('隐私 · 加密')
    expect(files.get('events/add_payment_info.html')).toContain('payment_type = huabei')
    expect(files.get('events/view_item.html')).toContain('href="../properties.html#store_id"')
  })

  test('its title is there in both languages at once, whichever is read', () => {
    const page = files.get('events/begin_checkout.html') ?? ''
    expect(page).toContain(
      '<span class="other"><span lang="zh">Begin checkout</span><span lang="en">开始结算</span></span>',
    )
    expect(page).toContain('<title>开始结算 · Begin checkout · begin_checkout')
  })

  test('every type, enum and question has its entry, and no id is given twice on a page', () => {
    const types = files.get('types.html') ?? ''
    for (const name of Object.keys(latest.types)) expect(types).toContain(`id="type-${name}"`)
    for (const { name, values } of Object.values(latest.enums)) {
      expect(types).toContain(`id="enum-${name}"`)
      for (const { say } of values) for (const text of Object.values(say)) expect(types).toContain(html`${text}`.markup)
    }
    for (const name of Object.keys(latest.questions)) expect(files.get('questions.html')).toContain(`id="${name}"`)
    for (const name of Object.keys(latest.profile)) expect(files.get('properties.html')).toContain(`id="user-${name}"`)
    for (const [path, text] of pages) {
      const ids = [...text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
      expect(ids, path).toEqual([...new Set(ids)])
    }
  })

  test('a search finds an event by anything it has', () => {
    const rows = (files.get('index.html') ?? '').match(/<tr data-search="[^"]*"/g) ?? []
    expect(rows).toHaveLength(Object.keys(latest.events).length)
    for (const event of Object.values(latest.events)) {
      const row = rows.find(one => one.startsWith(`<tr data-search="${event.name} `)) ?? ''
      const uses = [...event.props, ...Object.values(event.variants?.when ?? {}).flat()]
      const says = uses.flatMap(({ name }) => [name, ...Object.values(latest.properties[name]?.say ?? {})])
      const texts = [
        ...Object.values(event.title),
        ...Object.values(event.say ?? {}),
        event.owner,
        ...(event.tags ?? []),
        ...says,
      ]
      for (const text of texts) expect(row, event.name).toContain(html`${text.normalize('NFKC').toLowerCase()}`.markup)
    }
  })

  test('the script is one that runs', () => {
    expect(() => new Function(files.get('catalog.js') ?? '')).not.toThrow()
  })
})

describe('history', () => {
  const plan = (more: string) => ({
    'properties/a.yaml': 'order_id: {type: id, say: order}\n',
    'events/buy.yaml': `event: buy\ntitle: Buy${more}\nfires: {when: paid}\nsources: {web: true}\nprops: [order_id]\n`,
  })
  const versioned = (version: string, event: string, line: string) => {
    const release = releaseOf(version, plan(version))
    const [buy] = Object.values(release.events)
    return { ...release, events: { buy: { ...buy!, version: event } }, changelog: { en: [line] } }
  }

  test('an event is in it where its own version changed, with the lines that name it', () => {
    const told = catalogFiles(nextOf(plan('')), [
      versioned('2026.11.3', '2.0', 'buy: order_id is required'),
      versioned('2026.11.2', '1.0', 'buyer: something else'),
      versioned('2026.11.1', '1.0', 'First release: buy'),
    ]).get('events/buy.html')
    expect(told).toMatch(/<b>2\.0<\/b> 2026\.11\.3/)
    expect(told).toContain('buy: order_id is required')
    expect(told).not.toContain('2026.11.2')
    expect(told).toMatch(/<b>1\.0<\/b> 2026\.11\.1/)
  })

  test('what no release says yet is the first of it', () => {
    const release = versioned('2026.11.1', '1.0', 'First release: buy')
    const page = (next: string) => catalogFiles(nextOf(plan(next)), [release]).get('events/buy.html')
    expect(page('2026.11.1')).not.toContain('not released yet')
    expect(page('anew')).toContain('not released yet')
  })
})

test('an event without an example is shown with what it needs, of the right types', () => {
  const files = catalogFiles(
    nextOf({
      'properties/a.yaml':
        'order_id: {type: id, say: order}\nway: {enum: way, say: way}\nlines: {list: line, say: lines}\nsize: {type: int, range: 3.., say: size}\n',
      'types/line.yaml': 'line: {say: line, props: [size!]}\n',
      'enums/e.yaml': 'way: {card: Card, cash: Cash}\n',
      'events/buy.yaml':
        'event: buy\ntitle: Buy\nfires: {when: paid}\nsources: {web: true}\nprops: [lines!, way!, order_id]\n',
    }),
    [],
  )
  expect(files.get('events/buy.html')).toContain(
    html`${"tracker.track(buy({ lines: [{ size: 3 }], way: 'card' }))"}`.markup,
  )
})

test('an event tells how pages send it without code, where they do', () => {
  const bindings =
    'bindings: [{selector: "a.buy > b", when: submit, path: /cart, props: {order_id: .no@text, way: {const: "<b>"}}}, {selector: .x}]\n'
  const page = (more: string) =>
    catalogFiles(
      nextOf({
        'properties/a.yaml': 'order_id: {type: id, say: order}\nway: {type: string, say: way}\n',
        'events/buy.yaml': `event: buy\ntitle: Buy\nfires: {when: paid}\nsources: {web: true}\nprops: [order_id, way]\n${more}`,
      }),
      [],
    ).get('events/buy.html') ?? ''
  expect(page('')).not.toContain('Tracked without code')
  const told = page(bindings)
  expect(told).toContain('Tracked without code')
  expect(told).toContain('<code>a.buy &gt; b</code>')
  expect(told).toMatch(/<span lang="en">submitted<\/span> <code>\/cart<\/code>/)
  expect(told).toContain('<a href="../properties.html#order_id">order_id</a> <code>.no@text</code>')
  expect(told).toContain('<code>&quot;&lt;b&gt;&quot;</code>')
  expect(told).toContain('<span lang="en">clicked</span></td>')
})

test('an override in one language leaves the other as the dictionary says it', () => {
  const page = catalogFiles(
    nextOf({
      'plan.yaml': 'plan: shop\nlanguages: [zh, en]\ndefaults: {owner: growth}\n',
      'properties/a.yaml': 'order_id: {type: id, say: {zh: 订单号, en: order id}}\n',
      'events/buy.yaml':
        'event: buy\ntitle: {zh: 买, en: Buy}\nfires: {when: {zh: 付, en: paid}}\nsources: {web: true}\nprops: [{order_id: {zh: 本单号}}]\n',
    }),
    [],
  ).get('events/buy.html')
  expect(page).toContain('<span lang="zh">本单号</span><span lang="en">order id</span>')
})

test('neither names nor paths lead out of the catalog', () => {
  const release = nextOf({
    'properties/a.yaml': 'order_id: {type: id, say: order}\n',
    'events/buy.yaml': 'event: buy\ntitle: Buy\nfires: {when: paid}\nsources: {web: true}\nprops: [order_id]\n',
  })
  const name = `../"><img src=x onerror=alert(1)>`
  const buy = { ...release.events.buy!, name, fires: { shot: '../../secret.png' } }
  const made = catalogFiles({ ...release, events: { [name]: buy } }, [
    { ...release, version: '1', changelog: { en: [name] } },
  ])
  for (const [path, text] of made) {
    expect(path).not.toContain('..')
    if (path.endsWith('.html')) expect(text, path).not.toMatch(/<img|secret\.png"/)
  }
})

test('texts of a plan cannot break out of the page', () => {
  const evil = `<img src=x onerror=alert(1)></script>"'&`
  const said = JSON.stringify(evil)
  const hostile = catalogFiles(
    nextOf({
      'plan.yaml': `plan: shop\nlanguages: [en]\ntitle: ${said}\ndefaults: {owner: growth}\n`,
      'properties/a.yaml': `order_id: {type: id, say: ${said}}\nway: {enum: way, say: ${said}}\n`,
      'enums/e.yaml': `way: {${said}: ${said}}\n`,
      'events/buy.yaml': `event: buy\ntitle: ${said}\nsay: ${said}\nfires: {when: ${said}, not: ${said}}\nsources: {web: true}\nprops: [order_id, way]\ntags: [${said}]\nexample: {order_id: ${said}}\n`,
    }),
    [],
  )
  for (const [path, text] of hostile) {
    if (path.endsWith('.html')) expect(text, path).not.toContain('<img src=x')
  }
})

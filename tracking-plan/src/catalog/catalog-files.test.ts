import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readSnapshot } from '../live/snapshot.ts'
import { nextOf, releaseOf } from '../testing/plan-of.ts'
import { catalogFiles } from './catalog-files.ts'

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
        const [file = '', anchor] = target.split('#')
        const at = join(dirname(path), file)
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

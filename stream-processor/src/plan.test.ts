import type { LogRecord } from '@maidian/engines'
import { sampleHeader } from '@maidian/engines/testing'
import { EventRow, type LogHeader } from '@maidian/schemas'
import { parseConfig } from '@maidian/service'
import { type Plans, type Release, stampOf } from '@maidian/tracking-plan'
import { releaseOf, snapshotOf } from '@maidian/tracking-plan/testing'
import { describe, expect, test } from 'vitest'
import { createTransform } from './transform.ts'

const { projects } = parseConfig(`projects:
  - name: shop
    plan: ./plan
    unplanned: block
    sources: [{key: wk_web, name: site, kind: web, origins: ["*"], on_violation: quarantine}]
`)
const FILES = {
  'properties/a.yaml': `
order_id: {type: id, say: order}
value: {type: decimal, scale: 2, unit: CNY, say: value}
price: {type: decimal, scale: 2, unit: CNY, say: price}
quantity: {type: int, say: quantity}
items: {list: line, say: items}
receiver_phone: {type: string, pattern: "^1[0-9]{10}$", pii: contact, store: hash, say: phone}
`,
  'types/line.yaml': 'line: {say: line, props: [price!, quantity!]}\n',
  'events/purchase.yaml':
    'event: purchase\ntitle: Paid\nfires: {when: paid}\nsources: {web: true}\nprops: [order_id!, value, items, receiver_phone]\nrules: ["value == sum(items.price * items.quantity)"]\n',
}
const known = releaseOf('2026.11.1', FILES)
const plansOf = (releases: Release[]): Plans => {
  const snapshot = snapshotOf({ releases, next: null })
  return { of: () => snapshot, close: () => {} }
}
const received = Date.UTC(2026, 10, 11)
const record = (props: object, over: { verdicts?: LogHeader['verdicts']; plan?: string } = {}): LogRecord => ({
  offset: 1,
  header: sampleHeader({ received, verdicts: over.verdicts ?? [] }),
  value: Buffer.from(
    JSON.stringify({
      device: 'd',
      debug: 'a1',
      events: [{ id: 'e-1', event: 'purchase', time: received, plan: over.plan ?? stampOf(known), props }],
    }),
  ),
})
const rowsOf = (log: LogRecord, releases = [known]) =>
  createTransform(projects, plansOf(releases))(log, { logId: 'l', partition: 0 })
const good = { order_id: 'o-1', value: 25, items: [{ price: 12.5, quantity: 2 }] }

describe('columns', () => {
  test('planned properties go to their columns, the rest stays text', () => {
    const [row] = rowsOf(record({ ...good, colour: 'red' })).events
    expect(row).toMatchObject({
      verdict: 'accepted',
      debug: 'a1',
      planned: { p_order_id: 'o-1', p_value: '25.00', 'p_items.price': ['12.50'], 'p_items.quantity': [2] },
      props: { colour: 'red' },
    })
    expect(EventRow.safeParse(row).error).toBeUndefined()
  })
  test('a value that does not fit keeps its text, and its path is a flag, told once', () => {
    const verdicts: LogHeader['verdicts'] = [[0, 'flagged', ['prop.type:value']]]
    const [told] = rowsOf(record({ ...good, value: 'many' }, { verdicts })).events
    expect(told).toMatchObject({ flags: ['prop.type:value'], props: { value: 'many' } })
    const [untold] = rowsOf(record({ ...good, value: 'many' })).events
    expect(untold).toMatchObject({ verdict: 'flagged', flags: ['prop.type:value'] })
  })
})

describe('rules between properties', () => {
  test('are judged here, and only flag', () => {
    const [row] = rowsOf(record({ ...good, value: 24 })).events
    expect(row).toMatchObject({ verdict: 'flagged', flags: ['prop.rule:value == sum(items.price * items.quantity)'] })
  })
  test('say nothing where a part is not there', () => {
    expect(rowsOf(record({ order_id: 'o-1', value: 24 })).events[0]).toMatchObject({ verdict: 'accepted' })
  })
})

describe('an event that the collector did not know the plan of', () => {
  const verdicts: LogHeader['verdicts'] = [[0, 'quarantined', ['plan.unknown']]]

  test('is judged again by the release that has come meanwhile', () => {
    const rows = rowsOf(record(good, { verdicts }))
    expect(rows.quarantine).toEqual([])
    expect(rows.events[0]).toMatchObject({ verdict: 'accepted', flags: [], plan_version: '2026.11.1' })
  })
  test('is held for what it breaks, as its source says', () => {
    const rows = rowsOf(record({ value: 1 }, { verdicts }))
    expect(rows.quarantine[0]?.reasons).toEqual(['prop.missing:order_id'])
  })
  test('is not held for what is left of a private value', () => {
    const rows = rowsOf(record({ ...good, receiver_phone: 'h1:abc' }, { verdicts }))
    expect(rows.events[0]).toMatchObject({ verdict: 'accepted', planned: { p_receiver_phone: 'h1:abc' } })
  })
  test('stays in quarantine while the release is not known here either, and for any other reason', () => {
    const other = releaseOf('2026.12.1', FILES)
    expect(rowsOf(record(good, { verdicts, plan: stampOf(other) })).quarantine[0]?.reasons).toEqual(['plan.unknown'])
    const twice: LogHeader['verdicts'] = [[0, 'quarantined', ['plan.unknown', 'event.actor']]]
    expect(rowsOf(record(good, { verdicts: twice })).events).toEqual([])
  })
})

import { MetaEventsAnswer, MetaPropertiesAnswer, MetaValuesAnswer, TimelineAnswer } from '@maidian/schemas'
import { createFitProps, planColumns } from '@maidian/tracking-plan'
import { nextOf } from '@maidian/tracking-plan/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from './testing/app.ts'
import { testEvent, testId } from './testing/event.ts'

const plan = nextOf({
  'plan.yaml': 'plan: shop\nlanguages: [zh, en]\ndefaults: {owner: growth}\n',
  'properties/a.yaml':
    'price: {type: decimal, scale: 2, unit: CNY, say: {zh: 单价, en: unit price}}\nlabels: {list: string, say: {zh: 标签, en: labels}}\n',
  'events/buy.yaml':
    'event: buy\ntitle: {zh: 购买, en: Buy}\nfires: {when: {zh: 支付后, en: once paid}}\nsources: {web: true}\nprops: [price, labels]\n',
})
const columns = planColumns([plan])
const fit = createFitProps(columns)
const NOW = Date.UTC(2026, 10, 20)
const HOUR = 3_600_000

let app: TestApp
beforeAll(async () => {
  app = await startTestApp([{ name: 'shop', timezone: 'Asia/Shanghai', columns, plan }], NOW)
  const at = (n: number, hours: number, over: object) =>
    testEvent(n, { name: 'buy', ts: NOW - hours * HOUR, browser: 'Chrome', device: 'd-1', ...over })
  await app.server.load('shop', {
    events: [
      at(1, 5, { planned: fit({ price: 12.5, labels: ['new', 'sale'] }).planned, props: { note: "it's" } }),
      at(2, 4, { user: 'u-1', device: 'd-2', planned: fit({ labels: ['Sale'] }).planned }),
      at(3, 3, { name: 'view', device: 'd-9', browser: '', props: { note: 'x' } }),
      // At the same time, and the first of them later in the log.
      at(5, 2, { name: 'view', env: 'test' }),
      at(4, 2, { name: 'view' }),
      at(6, 900, { name: 'old' }),
    ],
    identities: [{ device: 'd-1', user: 'u-1', ts: NOW - 9 * HOUR, event_id: testId(99) }],
  })
})
afterAll(() => app.close())

const get = async (url: string) => {
  const reply = await app.app.inject(`/api/v1/${url}`)
  return { status: reply.statusCode, body: reply.json() }
}

test('events come with the titles of the plan', async () => {
  const { events } = MetaEventsAnswer.parse((await get('meta/events')).body)
  expect(events.map(({ name, count, title }) => [name, count, title])).toEqual([
    ['view', 3, undefined],
    ['buy', 2, { zh: '购买', en: 'Buy' }],
  ])
})

test('properties are base columns, those of the plan with their titles, and others', async () => {
  const { properties } = MetaPropertiesAnswer.parse((await get('meta/properties?event=buy')).body)
  const found = (name: string) => properties.find(property => property.name === name)
  expect(found('$browser')).toEqual({ name: '$browser', count: 2 })
  expect(found('price')).toEqual({ name: 'price', count: 1, title: { zh: '单价', en: 'unit price' } })
  expect(found('labels')?.count).toBe(2)
  expect(found('note')).toEqual({ name: 'note', count: 1 })
  expect(found('$city')).toBe(undefined)
})

test('values come by frequency, of a list each element', async () => {
  const values = async (query: string) =>
    MetaValuesAnswer.parse((await get(`meta/values?${query}`)).body).values.map(({ value, count }) => [value, count])
  expect(await values('property=$browser')).toEqual([['Chrome', 4]])
  expect(await values('property=labels')).toEqual([
    ['Sale', 1],
    ['new', 1],
    ['sale', 1],
  ])
  expect(await values('property=labels&contains=SALE')).toEqual([
    ['Sale', 1],
    ['sale', 1],
  ])
  expect(await values('property=price')).toEqual([['12.5', 1]])
  expect(await values("property=note&event=buy&contains='")).toEqual([["it's", 1]])
})

test('the timeline is everything a person did, whatever the device, newest first', async () => {
  const page = async (query: string) => TimelineAnswer.parse((await get(`users/u-1/events?${query}`)).body)
  const ids = ({ events }: TimelineAnswer): string[] => events.map(event => event.event_id)
  const all = await page('')
  expect(ids(all)).toEqual([5, 4, 2, 1].map(testId))
  expect(all.next).toBe(null)
  expect(all.events.at(-1)?.props).toEqual({ price: '12.5', labels: '["new","sale"]', note: "it's" })
  const first = await page('limit=1')
  const second = await page(`limit=2&cursor=${first.next}`)
  expect([ids(first), ids(second)]).toEqual([[testId(5)], [4, 2].map(testId)])
  expect(ids(await page('from=-90d'))).toContain(testId(6))
  expect(ids(TimelineAnswer.parse((await get('users/d-1/events')).body))).toEqual(ids(all))
  expect((await get('users/nobody/events')).body).toEqual({ events: [], next: null })
})

test.each([
  ['property', 'meta/values'],
  ['property', 'meta/values?property=$nothing'],
  ['evnt', 'meta/properties?evnt=buy'],
  ['from', 'meta/events?from=2026-02-31'],
  ['project', 'users/u-1/events?project=other'],
  ['cursor', "users/u-1/events?cursor=1'"],
  ['limit', 'users/u-1/events?limit=0'],
])('a wrong %s is refused: %s', async (path, url) => {
  expect(await get(url)).toMatchObject({ status: 400, body: { error: { path } } })
})

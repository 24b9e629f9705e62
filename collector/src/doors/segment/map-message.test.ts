import { describe, expect, test } from 'vitest'
import type { Json } from '../values.ts'
import { mapMessage } from './map-message.ts'

const received = 1_790_000_000_000
const AT = '2026-09-21T12:26:39.000Z'
const time = Date.parse(AT)
const base = { messageId: 'm-1', timestamp: AT, anonymousId: 'a-1' }

const map = (message: unknown, type?: string) => mapMessage(message, { index: 0, received, type })
/** The events of a message; ids of further ones are derived, and only said to be another. */
const eventsOf = (message: Json, type?: string) => map({ ...base, ...message }, type).map(one => one.event as Json)

describe('what a message becomes', () => {
  const first = { id: 'm-1', time, device: 'a-1' }
  const further = { id: expect.not.stringMatching(/^m-1$/), time, device: 'a-1' }
  test.each<[string, Json, Json[]]>([
    [
      'track keeps its name and its properties',
      {
        type: 'track',
        event: 'Order Completed',
        userId: 'u-1',
        properties: { revenue: 12.5, products: [{ sku: 's' }] },
      },
      [{ ...first, user: 'u-1', event: 'Order Completed', props: { revenue: 12.5, products: [{ sku: 's' }] } }],
    ],
    [
      'page is a page view; what the context says is no property',
      { type: 'page', name: 'Home', category: 'Shop', properties: { url: 'https://s.cn/', title: 'T', color: 'red' } },
      [{ ...first, event: '$page_view', props: { color: 'red', name: 'Home', category: 'Shop' } }],
    ],
    ['screen as well', { type: 'screen', name: 'Cart' }, [{ ...first, event: '$page_view', props: { name: 'Cart' } }]],
    ['identify links', { type: 'identify', userId: 'u-1' }, [{ ...first, user: 'u-1', event: '$identify' }]],
    [
      'and its traits are the profile',
      { type: 'identify', userId: 'u-1', traits: { level: 'gold' } },
      [
        { ...first, user: 'u-1', event: '$identify' },
        { ...further, user: 'u-1', event: '$profile_set', props: { properties: { level: 'gold' } } },
      ],
    ],
    [
      'traits that RudderStack puts into the context, too',
      { type: 'identify', userId: 'u-1', context: { traits: { level: 'gold' } } },
      [
        { ...first, user: 'u-1', event: '$identify' },
        { ...further, user: 'u-1', event: '$profile_set', props: { properties: { level: 'gold' } } },
      ],
    ],
    [
      'of a device without a user there is only a profile',
      { type: 'identify', traits: { level: 'gold' } },
      [{ ...first, event: '$profile_set', props: { properties: { level: 'gold' } } }],
    ],
    [
      'group is a property of the profile, and an item',
      { type: 'group', userId: 'u-1', groupId: 'g-1', traits: { plan: 'pro' } },
      [
        { ...first, user: 'u-1', event: '$profile_set', props: { properties: { group_id: 'g-1' } } },
        {
          ...further,
          user: 'u-1',
          event: '$item_set',
          props: { kind: 'group', item_id: 'g-1', attributes: { plan: 'pro' } },
        },
      ],
    ],
    [
      'alias links the id before',
      { type: 'alias', userId: 'u-1', previousId: 'a-0' },
      [{ ...first, device: 'a-0', user: 'u-1', event: '$identify' }],
    ],
    [
      'numbers are ids as well',
      { type: 'track', event: 'e', userId: 7, messageId: 8 },
      [{ ...first, id: '8', user: '7', event: 'e' }],
    ],
  ])('%s', (_, message, events) => {
    expect(eventsOf(message)).toEqual(events)
  })

  test('the address says the type of a message that is sent alone', () => {
    expect(eventsOf({ event: 'e' }, 'track')).toMatchObject([{ event: 'e' }])
    expect(eventsOf({ type: 'page', event: 'e' }, 'track')).toMatchObject([{ event: 'e' }])
  })

  test.each([['nonsense'], ['constructor'], ['']])(
    'type %j has no name, and keeps what it said but its context',
    type => {
      const [event] = eventsOf({ type, properties: { a: 1 }, context: { ip: '8.8.8.8' } })
      expect(event).toMatchObject({ id: 'm-1', time, props: { properties: { a: 1 } } })
      expect(event).not.toHaveProperty('event')
      expect(JSON.stringify(event)).not.toContain('8.8.8.8')
    },
  )

  test.each([[null], ['text'], [7], [[]]])('%j is no message and is passed on as it is', message => {
    expect(map(message)).toEqual([{ from: { index: 0, id: '' }, event: message, context: null, sdk: '' }])
  })
})

describe('time', () => {
  const timeOf = (message: Json) => map({ type: 'track', event: 'e', ...message })[0]?.event as Json
  test.each<[string, Json, number]>([
    ['timestamp', { timestamp: AT }, time],
    ['ms', { timestamp: time }, time],
    ['originalTimestamp', { originalTimestamp: AT }, time],
    [
      'timestamp, which a caller may set, before originalTimestamp',
      { timestamp: AT, originalTimestamp: '2020-01-01' },
      time,
    ],
    ['none: when it arrived', {}, received],
    ['none that can be read: when it arrived', { timestamp: 'yesterday', originalTimestamp: null }, received],
  ])('%s', (_, message, expected) => {
    expect(timeOf(message).time).toBe(expected)
  })
})

describe('ids', () => {
  const idsOf = (message: Json, at = received) =>
    mapMessage(message, { index: 0, received: at }).map(one => (one.event as Json).id as string)
  const identify = { type: 'identify', userId: 'u', traits: { a: 1 }, timestamp: AT }

  test('a resend gives the same, whatever is written anew', () => {
    for (const message of [identify, { ...identify, messageId: 'm' }, { ...identify, messageId: 'm'.repeat(300) }]) {
      const ids = idsOf({ ...message, sentAt: AT, _metadata: { retryCount: 1 } }, received)
      expect(ids).toEqual(idsOf({ ...message, sentAt: '2027-01-01', _metadata: { retryCount: 2 } }, received + 1e6))
      expect(new Set(ids).size).toBe(2)
      for (const id of ids) expect(id.length).toBeLessThanOrEqual(200)
    }
  })
  test('of a message without a time they do not depend on its arrival', () => {
    const { timestamp: _, ...message } = { ...identify, messageId: 'm' }
    const ids = idsOf(message)
    expect(ids).toEqual(idsOf(message, received + 1e6))
    // The processor would put the time of arrival into an id that is no UUID.
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
  test('with neither id nor time every arrival is an event of its own', () => {
    const { timestamp: _, ...message } = identify
    expect(idsOf(message)).not.toEqual(idsOf(message, received + 1))
  })
})

describe('the context', () => {
  const contextOf = (message: Json) => map({ type: 'track', event: 'e', ...message })[0]?.context
  test('is told in our words', () => {
    const context = {
      page: { url: 'https://s.cn/p?id=1', title: 'Shoes', referrer: 'https://www.baidu.com/', path: '/p' },
      screen: { width: 390, height: 844, innerWidth: 390, innerHeight: 700 },
      locale: 'zh-CN',
      timezone: 'Asia/Shanghai',
      app: { name: 'shop', version: '3.2.0', build: 7 },
      os: { name: 'iOS', version: '18.1' },
      device: { model: 'iPhone17,1' },
      network: { wifi: true },
      library: { name: 'analytics-ios', version: '4' },
    }
    expect(contextOf({ context })).toEqual({
      url: 'https://s.cn/p?id=1',
      title: 'Shoes',
      referrer: 'https://www.baidu.com/',
      screen: [390, 844],
      viewport: [390, 700],
      language: 'zh-CN',
      tz: 'Asia/Shanghai',
      app: { name: 'shop', version: '3.2.0' },
      os: 'iOS 18.1',
      model: 'iPhone17,1',
      network: 'wifi',
    })
    expect(map({ type: 'track', context })[0]?.sdk).toBe('analytics-ios/4')
  })
  test.each<[string, Json, Json]>([
    [
      'a campaign is added to the url it is not in',
      { page: { url: 'https://s.cn/?utm_source=a' }, campaign: { source: 'b', name: 'double 11', medium: 'cpc' } },
      { url: 'https://s.cn/?utm_source=a&utm_medium=cpc&utm_campaign=double+11' },
    ],
    [
      'or stands alone where there is no url',
      { campaign: { name: 'x', source: 'mail' } },
      { query: 'utm_source=mail&utm_campaign=x' },
    ],
    ['the app that is the library is none', { app: { name: 'L', version: '1' }, library: { name: 'L' } }, {}],
    ['what has the wrong type is absent', { page: 7, screen: { width: '390' }, locale: {}, os: [], app: 'x' }, {}],
  ])('%s', (_, context, expected) => {
    expect(contextOf({ context })).toEqual(expected)
  })
  test('a screen is a path by its name; a page may say its url among its properties', () => {
    expect(contextOf({ type: 'screen', name: 'Cart' })).toEqual({ path: 'Cart' })
    expect(contextOf({ type: 'page', properties: { url: 'https://s.cn/a', title: 'A' } })).toEqual({
      url: 'https://s.cn/a',
      title: 'A',
    })
  })
})

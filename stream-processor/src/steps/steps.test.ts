import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { channelOf } from './channel.ts'
import { correctTime } from './clock.ts'
import { eventId } from './event-id.ts'
import { miniDevice } from './mini-device.ts'
import { cleanContext, readPage } from './page.ts'
import { propsText, text } from './text.ts'
import { clickId, createReadUrl, readUrl } from './url.ts'
import { createUserAgentStep, isCrawler } from './user-agent.ts'

describe('the clock', () => {
  const received = Date.UTC(2026, 10, 11, 12)
  const at = (time: number, sent: number | undefined, kind: 'web' | 'server' = 'web') =>
    correctTime({ time, sent, received, kind })
  test.each([
    ['a right clock is left alone', at(received - 5000, received - 200), { ts: received - 5000, clamped: false }],
    ['a minute off is left alone', at(received - 5000, received - 60_000), { ts: received - 5000, clamped: false }],
    ['an hour slow is moved', at(received - 3_605_000, received - 3_600_000), { ts: received - 5000, clamped: false }],
    ['a day fast is moved', at(received + 86_395_000, received + 86_400_000), { ts: received - 5000, clamped: false }],
    [
      'a server is believed',
      at(received - 3_605_000, received - 3_600_000, 'server'),
      { ts: received - 3_605_000, clamped: false },
    ],
    ['without sent the time is believed', at(received - 9e7, undefined), { ts: received - 9e7, clamped: false }],
    ['a month late is not dropped', at(received - 30 * 864e5, received), { ts: received - 30 * 864e5, clamped: false }],
    ['before 2000 becomes received', at(1, undefined), { ts: received, clamped: true }],
    ['more than a day ahead becomes received', at(received + 864e5 + 1, undefined), { ts: received, clamped: true }],
    ['exactly a day ahead stays', at(received + 864e5, undefined), { ts: received + 864e5, clamped: false }],
  ])('%s', (_, actual, expected) => {
    expect(actual).toEqual(expected)
  })
})

describe('the event id', () => {
  const where = { project: 'shop', door: 'events' }
  test('a UUID is itself, in lower case', () => {
    const id = '0192F0A0-0000-7000-8000-00000000ABCD'
    expect(eventId({ id, time: 5 }, where)).toBe(id.toLowerCase())
  })
  test('any other id becomes a version 8 UUID that begins with the time', () => {
    const id = eventId({ id: 'order-1', time: 0x0192f0a01234 }, where)
    expect(id).toMatch(/^0192f0a0-1234-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(eventId({ id: 'order-1', time: 0x0192f0a01234, props: { x: 1 } }, where)).toBe(id)
    expect(eventId({ id: 'order-1', time: 0x0192f0a01234 }, { ...where, project: 'other' })).not.toBe(id)
    expect(eventId({ id: 'order-2', time: 0x0192f0a01234 }, where)).not.toBe(id)
  })
  test('without a usable id the event itself decides', () => {
    expect(eventId({ time: 1, event: 'a' }, where)).toBe(eventId({ time: 1, event: 'a' }, where))
    expect(eventId({ time: 1, event: 'a' }, where)).not.toBe(eventId({ time: 1, event: 'b' }, where))
  })
  test('whatever comes, it is a UUID and always the same', () => {
    fc.assert(
      fc.property(fc.anything(), event => {
        const json = JSON.parse(JSON.stringify(event ?? null) ?? 'null')
        expect(eventId(json, where)).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
        expect(eventId(json, where)).toBe(eventId(structuredClone(json), where))
      }),
    )
  })
})

describe('urls', () => {
  test('path, utm, click ids and allowed keys stay; the rest is private', () => {
    const { url, path, host, query } = readUrl(
      'https://u:p@shop.example:8443/商品/1?token=secret&utm_source=wechat&gclid=G1&q=%E9%9E%8B&phone=138#frag',
      ['q'],
    )
    expect(url).toBe('https://shop.example:8443/%E5%95%86%E5%93%81/1?utm_source=wechat&gclid=G1&q=%E9%9E%8B')
    expect([path, host, clickId(query)]).toEqual(['/商品/1', 'shop.example', 'gclid=G1'])
  })
  test('a url that was read before, and one that a full cache has forgotten, read the same', () => {
    const read = createReadUrl(['id'])
    const urls = Array.from({ length: 6000 }, (_, n) => `https://s.cn/p?id=${n}&token=${n}`)
    for (const url of [...urls, ...urls.slice(0, 10)]) expect(read(url)).toEqual(readUrl(url, ['id']))
  })
  test.each(['', 'not a url', '/relative', 'https://'])('%j is no url', raw => {
    expect(readUrl(raw, []).url).toBe('')
  })
  test('nothing throws and no private key survives', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), raw => {
        const visited = new URL(raw)
        visited.searchParams.append('token', 'secret')
        visited.hash = 'secret'
        const { url } = readUrl(visited.href, [])
        expect(url).not.toContain('secret')
      }),
    )
  })
})

describe('the channel', () => {
  const of = (url: string, referrer = '') => {
    const page = readUrl(url, [])
    return channelOf({
      host: page.host,
      referrerHost: readUrl(referrer, []).host,
      query: page.query,
      clickId: clickId(page.query),
    })
  }
  test.each([
    ['https://s.cn/', '', 'direct'],
    ['https://s.cn/', 'https://s.cn/list', 'internal'],
    ['https://s.cn/', 'https://www.baidu.com/s', 'organic'],
    ['https://s.cn/', 'https://weibo.com/x', 'social'],
    ['https://s.cn/', 'https://blog.example/', 'referral'],
    ['https://s.cn/', 'https://notbaidu.com/', 'referral'],
    ['https://s.cn/?gclid=1', 'https://www.google.com/', 'paid'],
    ['https://s.cn/?bd_vid=1', 'https://www.baidu.com/', 'paid'],
    ['https://s.cn/?utm_medium=cpc', '', 'paid'],
    ['https://s.cn/?utm_medium=email', 'https://mail.example/', 'email'],
    ['https://s.cn/?utm_source=partner', '', 'campaign'],
    ['https://s.cn/?utm_medium=Push', '', 'push'],
  ])('%s from %j is %s', (url, referrer, channel) => {
    expect(of(url, referrer)).toBe(channel)
  })
})

describe('pages', () => {
  test('a field of the wrong type counts as absent', () => {
    const page = readPage(
      { url: 7, title: null, screen: 'big', app: 'x', scene: 1011 },
      { readUrl: createReadUrl([]), kind: 'web' },
    )
    expect(page).toMatchObject({ url: '', title: '', screen: '', app: '', scene: '1011', env: 'prod' })
  })
  test('a mini-program has a path and its campaign in the query', () => {
    const page = readPage(
      { path: 'pages/item/index', query: 'id=1&utm_campaign=double11', app: { env: 'test' } },
      { readUrl: createReadUrl([]), kind: 'mini' },
    )
    expect(page).toMatchObject({ path: '/pages/item/index', utm_campaign: 'double11', env: 'test' })
  })
  test('a context in quarantine has no private query', () => {
    expect(cleanContext({ url: 'https://s.cn/a?token=1&q=x', title: 't' }, createReadUrl(['q']))).toEqual({
      url: 'https://s.cn/a?q=x',
      title: 't',
    })
  })
})

describe('user agents', () => {
  const parse = createUserAgentStep()
  test('browser, system and device are read', () => {
    const iphone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
    expect(parse(iphone)).toMatchObject({
      browser: 'Mobile Safari',
      os: 'iOS',
      device_type: 'mobile',
      device_brand: 'Apple',
    })
    expect(parse('')).toMatchObject({ browser: '', device_type: '' })
  })
  test.each([
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
    ['Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)', true],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/153.0.0.0 Safari/537.36',
      false,
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
      false,
    ],
    ['curl/8.5.0', false],
    ['python-requests/2.32.0', false],
    ['node', false],
    ['', false],
  ])('%s: a crawler is %s', (ua, crawler) => {
    expect(isCrawler(ua)).toBe(crawler)
  })
})

describe('the device of a mini-program', () => {
  const agent = createUserAgentStep()(
    'Mozilla/5.0 (Linux; Android 11; NOH-AN00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.56',
  )
  test('is what its host says, and what the user agent says of the rest', () => {
    const context = { host: 'wx', os: 'HarmonyOS 4.0.0', model: 'NOH-AN01' }
    expect(miniDevice(context, agent)).toEqual({
      browser: 'WeChat',
      browser_version: '8.0.56',
      os: 'HarmonyOS',
      os_version: '4.0.0',
      device_type: 'mobile',
      device_brand: 'Huawei',
      device_model: 'NOH-AN01',
    })
  })
  test.each([
    ['Android 12', 'Android', '12'],
    ['iOS 17.5.1', 'iOS', '17.5.1'],
    ['Windows 11 x64', 'Windows', '11'],
    ['Mac OS X 14.4', 'Mac OS X', '14.4'],
    ['HarmonyOS', 'HarmonyOS', ''],
    ['17.5', 'Android', '17.5'],
    ['', 'Android', '11'],
    [7, 'Android', '11'],
  ])('system %j is %s %s', (os, name, version) => {
    expect(miniDevice({ os }, agent)).toMatchObject({ os: name, os_version: version })
  })
  test('another app than the user agent names has no version of that', () => {
    expect(miniDevice({ host: 'tt' }, agent)).toMatchObject({ browser: 'Douyin', browser_version: '' })
    expect(miniDevice({ host: 'constructor' }, agent)).toEqual(agent)
  })
  test('nothing said is the user agent', () => {
    for (const context of [undefined, null, 'x', {}]) expect(miniDevice(context, agent)).toEqual(agent)
  })
})

describe('properties', () => {
  test('strings stay, all else is JSON, null is left out', () => {
    expect({ ...propsText({ a: 'x', b: 1.5, c: true, d: null, e: { f: [1] }, g: '' }) }).toEqual({
      a: 'x',
      b: '1.5',
      c: 'true',
      e: '{"f":[1]}',
      g: '',
    })
  })
  test('a property named __proto__ is a property', () => {
    expect(Object.keys(propsText(JSON.parse('{"__proto__":"x"}')))).toEqual(['__proto__'])
  })
  test('lone surrogates become readable text', () => {
    expect(text('a\ud800b')).toBe('a\ufffdb')
    expect({ ...propsText({ 'k\ud800': '\udc00' }) }).toEqual({ 'k\ufffd': '\ufffd' })
  })
})

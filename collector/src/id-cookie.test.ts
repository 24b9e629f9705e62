import { expect, test } from 'vitest'
import { doorApp, NOW } from './testing/door-app.ts'

const YAML = `projects:
  - name: shop
    sources:
      - {key: wk_web, kind: web, origins: ["*"], id_cookie: {domain: shop.example}}
      - {key: wk_named, kind: web, origins: ["*"], id_cookie: {domain: shop.example, days: 30, name: vid}}
      - {key: wk_local, kind: web, origins: ["*"], id_cookie: {domain: localhost}}
      - {key: wk_strict, kind: web, origins: ["https://www.shop.example"], id_cookie: {domain: shop.example}}
      - {key: wk_without, kind: web, origins: ["*"]}
`
const WHO = encodeURIComponent(JSON.stringify({ device: 'd-1' }))
const payload = JSON.stringify({ device: 'd-1', events: [{ id: 'a', event: 'view_item', time: NOW }] })
const { app, fail } = await doorApp(YAML)

const ask = async (headers: Record<string, string>, key = 'wk_web') => {
  const cookie = ['a', 'wk_web', 'wk_named', 'wk_local', 'wk_strict', 'wk_without'].map(
    one => `maidian.${one}.who=${WHO}`,
  )
  const { statusCode, headers: answered } = await app.inject({
    method: 'POST',
    url: `/v1/events?key=${key}`,
    payload,
    headers: { cookie: cookie.join('; '), ...headers },
  })
  const { 'set-cookie': set, 'access-control-allow-credentials': credentials } = answered
  return { status: statusCode, set, credentials }
}
const origin = 'https://www.shop.example'
const RENEWED = `maidian.wk_web.who=${WHO}; Max-Age=33696000; Path=/; SameSite=Lax; Domain=shop.example; Secure`

test.each([
  ['a page of the site, by a browser that says so', { origin, 'sec-fetch-site': 'same-site' }],
  ['the same origin', { origin, 'sec-fetch-site': 'same-origin' }],
  ['a browser that says nothing', { origin }],
  ['the domain itself', { origin: 'https://shop.example' }],
])('set again as it was presented: %s', async (_, headers) => {
  expect(await ask(headers)).toEqual({ status: 204, set: RENEWED, credentials: 'true' })
})

test.each([
  ['cross-site, whatever the origin', { origin, 'sec-fetch-site': 'cross-site' }, 'wk_web'],
  ['typed by a person', { origin, 'sec-fetch-site': 'none' }, 'wk_web'],
  ['another site', { origin: 'https://evil.example' }, 'wk_web'],
  ['a name that ends alike', { origin: 'https://evilshop.example' }, 'wk_web'],
  ['a name that begins alike', { origin: 'https://shop.example.evil.example' }, 'wk_web'],
  [
    'another site that claims to be the same one',
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-site' },
    'wk_web',
  ],
  ['a sandboxed frame', { origin: 'null' }, 'wk_web'],
  ['no page at all', {}, 'wk_web'],
  ['a source without it', { origin }, 'wk_without'],
])('no cookie and no credentials: %s', async (_, headers, key) => {
  expect(await ask(headers as Record<string, string>, key)).toEqual({
    status: 204,
    set: undefined,
    credentials: undefined,
  })
})

test('an origin that the source does not allow gets neither', async () => {
  expect(await ask({ origin: 'https://m.shop.example' }, 'wk_strict')).toEqual({
    status: 403,
    set: undefined,
    credentials: undefined,
  })
  expect((await ask({ origin }, 'wk_strict')).set).toContain('maidian.wk_strict.who=')
})

test('nothing is set that was not presented, or that is no value of a cookie; the page may read the answer all the same', async () => {
  for (const cookie of [
    '',
    'other=1',
    'xmaidian.wk_web.who=1',
    'maidian.wk_web.who=',
    'maidian.wk_web.who=ü"',
    `maidian.wk_web.who=${'x'.repeat(1001)}`,
  ])
    expect(await ask({ origin, cookie }), cookie).toEqual({ status: 204, set: undefined, credentials: 'true' })
})

test('a name, a lifetime, http, and a host that has no domain', async () => {
  expect((await ask({ origin: 'http://www.shop.example', cookie: 'vid=v-1;b=2' }, 'wk_named')).set).toBe(
    'vid=v-1; Max-Age=2592000; Path=/; SameSite=Lax; Domain=shop.example',
  )
  expect((await ask({ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' }, 'wk_local')).set).toBe(
    `maidian.wk_local.who=${WHO}; Max-Age=33696000; Path=/; SameSite=Lax`,
  )
})

test('what is not acknowledged sets none, and can be read', async () => {
  fail('log.unavailable')
  expect(await ask({ origin })).toEqual({ status: 503, set: undefined, credentials: 'true' })
  fail(null)
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COLLECTOR_ERRORS } from '../errors.ts'
import { type DoorApp, doorApp } from '../testing/door-app.ts'

let door: DoorApp
beforeAll(async () => {
  door = await doorApp(
    'projects:\n  - name: shop\n    sources: [{key: wk_web, kind: web, origins: ["*"]}, {key: wk_server, kind: server}]\n',
  )
})
afterAll(() => door.app.close())

type Sent = { url: string; method?: 'GET' | 'POST'; payload?: string | Buffer; headers?: Record<string, string> }

/** Whatever comes is taken, or refused with one of the door's own errors. */
const holds = async ({ method = 'POST', headers = {}, ...sent }: Sent): Promise<void> => {
  const reply = await door.app.inject({ method, headers: { host: '127.0.0.1', ...headers }, ...sent })
  if (reply.statusCode >= 400) {
    const { code } = reply.json().error
    expect(Object.keys(COLLECTOR_ERRORS)).toContain(code)
    expect(reply.statusCode).toBeLessThan(500)
  }
  const events = door.batches().flatMap(batch => batch.events)
  for (const event of events) expect(() => JSON.stringify(event)).not.toThrow()
}

/** JSON of any shape, in which the names that the decoder looks at come often. */
const shaped = (names: readonly string[], types: readonly string[]) => {
  const key = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, fc.string(), fc.constant('__proto__'))
  const leaf = fc.oneof(
    fc.constantFrom<unknown>(...types),
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom<unknown>('2026-11-11', 1_790_000_000_000, 'https://s.cn/?utm_source=a', '\ud800'),
  )
  const { value } = fc.letrec(tie => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('list'), tie('object'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(key, tie('value'), { maxKeys: 10 }),
  }))
  return value
}
const deep = (text: string): string => `${'['.repeat(200_000)}${text}${']'.repeat(200_000)}`

describe('Segment', () => {
  const names =
    'type event name category properties traits context userId anonymousId groupId previousId messageId timestamp originalTimestamp sentAt page url title referrer screen width height app os library campaign ip userAgent batch'.split(
      ' ',
    )
  const message = shaped(names, ['track', 'identify', 'page', 'screen', 'group', 'alias'])
  const headers = { authorization: `Basic ${Buffer.from('wk_server:').toString('base64')}` }
  test('any message', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 5 }), async batch => {
        await holds({ url: '/v1/batch', payload: JSON.stringify({ batch }), headers })
        await holds({ url: '/v1/t', payload: JSON.stringify(batch[0]), headers })
      }),
      { numRuns: 300 },
    )
  })
  test('any bytes, any key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string(), async (bytes, key) => {
        await holds({ url: '/v1/b', payload: Buffer.from(bytes), headers })
        await holds({
          url: `/v1/i?writeKey=${encodeURIComponent(key.toWellFormed())}`,
          payload: Buffer.from(bytes),
          headers: { authorization: 'Basic ====' },
        })
      }),
    )
  })
  test('what is nested deeper than it can be written', async () => {
    for (const where of ['properties', 'traits', 'messageId', 'context'])
      await holds({ url: '/v1/identify', payload: `{"anonymousId":"a","${where}":{"a":${deep('1')}}}`, headers })
  })
})

describe('神策', () => {
  const names =
    'type event properties distinct_id anonymous_id login_id original_id identities _track_id _flush_time time lib item_type item_id $url $url_path $title $screen_width $screen_height $lib $scene $timezone_offset $is_login_id event_duration token'.split(
      ' ',
    )
  const types =
    'track track_signup track_id_bind track_id_unbind profile_set profile_increment profile_delete item_set item_delete $pageview $AppStart $WebClick $MPShare'.split(
      ' ',
    )
  const pack = (json: unknown): string => encodeURIComponent(Buffer.from(JSON.stringify(json)).toString('base64'))
  test('any message', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(shaped(names, types), { maxLength: 5 }), async list => {
        await holds({ url: '/sa?token=wk_server', payload: `data_list=${pack(list)}` })
        await holds({ url: `/sa.gif?token=wk_server&data=${pack(list[0] ?? null)}`, method: 'GET' })
        await holds({ url: '/sa?token=wk_server', payload: JSON.stringify(list) })
      }),
      { numRuns: 300 },
    )
  })
  test('any fields, any bytes', async () => {
    const field = fc.tuple(fc.constantFrom('data', 'data_list', 'gzip', 'ext', 'crc', 'token', 'x'), fc.string())
    await fc.assert(
      fc.asyncProperty(fc.array(field), fc.uint8Array({ maxLength: 200 }), async (fields, bytes) => {
        const form = fields.map(([name, value]) => `${name}=${value}`).join('&')
        await holds({ url: '/sa?token=wk_server', payload: form })
        await holds({ url: '/sa?token=wk_server', payload: Buffer.from(bytes) })
        const packed = encodeURIComponent(Buffer.from(bytes).toString('base64'))
        await holds({ url: '/sa?token=wk_server', payload: `data_list=${packed}&gzip=1` })
      }),
    )
  })
  test('what is nested deeper than it can be written', async () => {
    for (const where of ['properties', 'identities', '_track_id', 'type'])
      await holds({
        url: '/sa?token=wk_server',
        payload: `{"type":"profile_set","distinct_id":"d","${where}":{"a":${deep('1')}}}`,
      })
  })
})

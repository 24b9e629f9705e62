import { expect, test } from 'vitest'
import { doorApp, NOW } from './testing/door-app.ts'

const YAML = `projects:
  - name: shop
    sources: [{key: wk_web, kind: web, origins: ["*"]}]
`
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = `00-${TRACE}-00f067aa0ba902b7-01`

const event = { id: 'a', event: 'view_item', time: NOW, device: 'd' }
const REQUESTS = [
  ['/v1/events?key=wk_web', JSON.stringify({ events: [event] })],
  ['/v1/track?writeKey=wk_web', JSON.stringify({ event: 'view_item', anonymousId: 'd', messageId: 'a' })],
  [
    `/sa?token=wk_web`,
    `data=${encodeURIComponent(
      Buffer.from(
        JSON.stringify({ type: 'track', event: 'view_item', distinct_id: 'd', time: NOW, properties: {} }),
      ).toString('base64'),
    )}`,
  ],
] as const

test.each(REQUESTS)(
  '%s: the trace of a request stands in the log, an invalid one and none do not',
  async (url, payload) => {
    const { app, appended } = await doorApp(YAML)
    for (const [headers, trace] of [
      [{ traceparent }, TRACE],
      [{ traceparent: traceparent.replace('00-', 'ff-') }, undefined],
      [{}, undefined],
    ] as const) {
      expect((await app.inject({ method: 'POST', url, payload, headers })).statusCode).toBeLessThan(300)
      const [entry] = appended()
      expect(entry?.header.trace).toBe(trace)
      if (trace === undefined) expect(entry?.header).not.toHaveProperty('trace')
    }
  },
)

test('a page may send its trace to /v1/events: the preflight says so', async () => {
  const { app } = await doorApp(YAML)
  const reply = await app.inject({ method: 'OPTIONS', url: '/v1/events', headers: { origin: 'https://shop.example' } })
  const allowed = String(reply.headers['access-control-allow-headers']).split(', ')
  expect(allowed).toEqual(expect.arrayContaining(['traceparent', 'tracestate']))
})

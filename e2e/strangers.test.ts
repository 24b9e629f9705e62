import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testFolder } from './harness/folder.ts'
import { type Maidian, startMaidian } from './harness/maidian.ts'

const folder = testFolder('strangers')
let maidian: Maidian
beforeAll(async () => {
  maidian = await startMaidian({ data: join(folder, 'data') })
})
afterAll(async () => {
  expect(await maidian.stop()).toBe(0)
})

type Asked = { method?: string; path: string; headers?: Record<string, string>; body?: string }
const ask = ({ method = 'GET', path, headers = {}, body }: Asked): Promise<{ status: number; code: string }> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(maidian.url)
    const req = request({ host: '127.0.0.1', port, method, path, headers }, res => {
      let text = ''
      res.setEncoding('utf8').on('data', part => {
        text += part
      })
      res.on('end', () => {
        const code = /"code":"([^"]+)"/.exec(text)?.[1] ?? ''
        resolve({ status: res.statusCode ?? 0, code })
      })
    })
    req.on('error', reject)
    req.end(body)
  })

const question = JSON.stringify({ steps: [{ event: 'view_item' }] })
const json = { 'content-type': 'application/json' }

describe('a Host that is not ours', () => {
  test.each(['/readyz', '/metrics', '/healthz', '/api/v1/openapi.json', '/api/v1/meta/events'])('%s', async path => {
    expect(await ask({ path, headers: { host: 'evil.example' } })).toEqual({ status: 403, code: 'host.unknown' })
    expect((await ask({ path, headers: { host: 'localhost' } })).status).toBe(200)
  })
  test('nor can it ask a question', async () => {
    const headers = { ...json, host: 'rebound.evil.example' }
    expect((await ask({ method: 'POST', path: '/api/v1/query/funnel', headers, body: question })).code).toBe(
      'host.unknown',
    )
  })
})

test('a page of another origin cannot ask, whatever content type it tries', async () => {
  for (const headers of [
    { 'content-type': 'text/plain', origin: 'http://evil.example' },
    { ...json, origin: 'http://localhost:1' },
    { ...json, 'sec-fetch-site': 'cross-site' },
  ]) {
    const { code } = await ask({ method: 'POST', path: '/api/v1/query/funnel', headers, body: question })
    expect(code).toBe('request.cross_site')
  }
  const plain = { 'content-type': 'text/plain' }
  expect((await ask({ method: 'POST', path: '/api/v1/query/funnel', headers: plain, body: question })).code).toBe(
    'request.not_json',
  )
  expect((await ask({ method: 'POST', path: '/api/v1/query/funnel', headers: json, body: question })).status).toBe(200)
})

test('an unknown route has the one error shape', async () => {
  expect(await ask({ path: '/api/v1/nothing' })).toEqual({ status: 404, code: 'route.unknown' })
})

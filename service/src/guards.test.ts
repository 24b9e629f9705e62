import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { answerErrors } from './answer-errors.ts'
import { guardRequest } from './guards.ts'
import { createLogger } from './logging.ts'

const app = Fastify()
answerErrors(app, createLogger({ name: 'test', level: 'silent' }))
app.addHook('onRequest', async request => guardRequest(request, { hosts: ['maidian.example'] }))
app.get('/', async () => 'console')
app.get('/api/v1/x', async () => 'x')
app.post('/api/v1/x', async () => 'x')

type Asked = { method?: 'GET' | 'POST'; url?: string; headers: Record<string, string>; payload?: string }
const ask = async ({ method = 'GET', url = '/api/v1/x', headers, payload }: Asked) => {
  const reply = await app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
  return reply.statusCode === 200 ? 200 : reply.json().error.code
}
const json = { 'content-type': 'application/json' }

test('localhost, addresses and configured names are known hosts; anything else is not', async () => {
  for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'maidian.example'])
    expect(await ask({ headers: { host } })).toBe(200)
  for (const host of ['evil.example', 'localhost.evil.example:8080', '127.0.0.1.evil.example', 'a b'])
    expect(await ask({ headers: { host } })).toBe('host.unknown')
})

test('a page of another origin is refused, also of another port of the same host', async () => {
  const host = 'localhost:8080'
  for (const site of ['cross-site', 'same-site'])
    expect(await ask({ headers: { host, 'sec-fetch-site': site } })).toBe('request.cross_site')
  expect(await ask({ headers: { host, origin: 'http://localhost:3000' } })).toBe('request.cross_site')
  expect(await ask({ headers: { host, origin: 'null' } })).toBe('request.cross_site')
  expect(await ask({ headers: { host, origin: 'http://localhost:8080' } })).toBe(200)
  expect(await ask({ headers: { host, 'sec-fetch-site': 'same-origin' } })).toBe(200)
})

test('a link from elsewhere opens a page, but no API', async () => {
  const navigation = {
    host: 'localhost',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  }
  expect(await ask({ url: '/', headers: navigation })).toBe(200)
  expect(await ask({ headers: navigation })).toBe('request.cross_site')
  expect(await ask({ url: '/', headers: { ...navigation, 'sec-fetch-dest': 'iframe' } })).toBe('request.cross_site')
})

test('a body is taken only as application/json', async () => {
  const host = 'localhost'
  expect(await ask({ method: 'POST', headers: { host, 'content-type': 'text/plain' }, payload: '{}' })).toBe(
    'request.not_json',
  )
  expect(await ask({ method: 'POST', headers: { host, ...json }, payload: '{}' })).toBe(200)
})

test('where a token is set it must be brought', async () => {
  const guarded = Fastify()
  answerErrors(guarded, createLogger({ name: 'test', level: 'silent' }))
  guarded.addHook('onRequest', async request => guardRequest(request, { hosts: [], token: 'a-long-admin-token' }))
  guarded.get('/', async () => 'ok')
  const status = async (authorization?: string) =>
    (await guarded.inject({ url: '/', headers: { host: 'localhost', ...(authorization && { authorization }) } }))
      .statusCode
  expect(await status()).toBe(401)
  expect(await status('Bearer a-long-admin-tokex')).toBe(401)
  expect(await status('Bearer a-long-admin-token')).toBe(200)
})

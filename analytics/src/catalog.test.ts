import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerErrors, createLogger } from '@maidian/service'
import { nextOf, snapshotOf } from '@maidian/tracking-plan/testing'
import Fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { createCatalog } from './catalog.ts'

const dir = mkdtempSync(join(tmpdir(), 'maidian-catalog-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
mkdirSync(join(dir, 'plan/shots'), { recursive: true })
writeFileSync(join(dir, 'plan/shots/buy.png'), 'picture')
writeFileSync(join(dir, 'plan/shots/other.png'), 'not named')
writeFileSync(join(dir, 'secret.png'), 'secret')
symlinkSync(join(dir, 'secret.png'), join(dir, 'plan/shots/link.png'))

const event = (name: string, shot: string) => ({
  [`events/${name}.yaml`]: `event: ${name}\ntitle: ${name}\nfires: {when: x, shot: ${shot}}\nsources: {web: true}\n`,
})
const next = nextOf({
  ...event('buy', 'shots/buy.png'),
  ...event('look', '../secret.png'),
  ...event('see', 'shots/link.png'),
})
const snapshot = snapshotOf({ releases: [], next })
const get = async (url: string) => {
  const app = Fastify()
  answerErrors(app, createLogger({ name: 'test', level: 'silent' }))
  const plans = { of: (project: string) => (project === 'shop' ? snapshot : null), close: () => {} }
  await app.register(createCatalog(plans, [{ name: 'shop', plan: join(dir, 'plan') }, { name: 'none' }]))
  const reply = await app.inject(url)
  await app.close()
  return reply
}

test('a catalog is served with files of its own alone', async () => {
  const index = await get('/plan/shop/')
  expect([index.statusCode, index.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(index.headers['content-security-policy']).toContain("default-src 'self'")
  expect(index.body).toContain('events/buy.html')
  expect((await get('/plan/shop')).headers.location).toBe('/plan/shop/')
  for (const url of ['/plan/shop/none.html', '/plan/none/', '/plan/other/'])
    expect((await get(url)).statusCode, url).toBe(404)
})

test('a screenshot is shown where an event names it, and nothing beside or outside the plan', async () => {
  const shot = await get('/plan/shop/shots/buy.png')
  expect([shot.statusCode, shot.headers['content-type'], shot.body]).toEqual([200, 'image/png', 'picture'])
  for (const path of ['shots/other.png', 'shots/link.png', '..%2fsecret.png', 'shots/..%2f..%2fsecret.png'])
    expect((await get(`/plan/shop/${path}`)).statusCode, path).toBe(404)
})

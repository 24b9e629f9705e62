import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { freePorts, kafkaForTests } from '@maidian/engines/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { made, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { environment, root, runCli, SHIPPED, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('admin-port')

const statusOf = async (url: string, init?: RequestInit): Promise<number> => (await fetch(url, init)).status

/** What a request for another Host is answered: fetch would not send one. */
const statusAs = (host: string, url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, answer => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })

describe('maidian start --admin-port', () => {
  test('the public port has ingest, the shop and /healthz, the other one has the rest', async () => {
    // Bound to every address, and yet without a token: what it would guard is on loopback.
    const maidian = await startMaidian({
      data: join(folder, 'parted'),
      config: SHIPPED,
      args: ['--host', '0.0.0.0', '--admin-port', '0'],
    })
    const { url, admin = '' } = maidian
    expect(admin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(new URL(admin).port).not.toBe(new URL(url).port)

    expect(await statusOf(`${url}/healthz`)).toBe(200)
    expect(await statusOf(`${url}/shop/`)).toBe(200)
    expect((await send(url, { device: 'd', events: [made('view_item')] })).ok).toBe(true)
    expect(await statusOf(`${url}/v1/track`, { method: 'POST', body: '{}' })).toBe(401)
    for (const path of ['/', '/metrics', '/readyz', '/plan/shop/', '/api/v1/openapi.json', '/api/v1/meta/events'])
      expect(await statusOf(`${url}${path}`, { headers: { accept: 'text/html' } }), path).toBe(404)
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
    expect(await statusOf(`${url}/api/v1/query/funnel`, asked)).toBe(404)

    for (const path of ['/healthz', '/readyz', '/metrics', '/plan/shop/', '/api/v1/openapi.json'])
      expect(await statusOf(`${admin}${path}`), path).toBe(200)
    expect(await statusOf(`${admin}/`, { headers: { accept: 'text/html' } })).toBe(200)
    expect((await send(admin, { device: 'd', events: [made('view_item')] })).status).toBe(404)
    for (const path of ['/v1/track', '/sa']) expect(await statusOf(`${admin}${path}`, { method: 'POST' })).toBe(404)
    expect(await statusAs('rebound.example', `${admin}/metrics`)).toBe(403)

    await until('the event can be asked about', async () => {
      const { steps } = await maidian.ask<{ steps: { users: number }[] }>('funnel', { steps: [{ event: 'view_item' }] })
      return steps[0]?.users === 1
    })
    expect(await maidian.stop()).toBe(0)
  })

  test('an admin port that others can reach wants the token, and then asks for it', async () => {
    const args = ['--admin-port', '0', '--admin-host', '0.0.0.0']
    const { code, stderr } = await runCli(['start', '--port', '0', '--data', join(folder, 'none'), ...args])
    expect(code).toBe(1)
    expect(stderr).toContain('MAIDIAN_ADMIN_TOKEN')

    const token = 'a-token-for-this-test'
    const maidian = await startMaidian({
      data: join(folder, 'token'),
      args,
      env: { MAIDIAN_ADMIN_TOKEN: token },
    })
    const openapi = `${maidian.admin}/api/v1/openapi.json`
    expect(await statusOf(openapi)).toBe(401)
    expect(await statusOf(openapi, { headers: { authorization: `Bearer ${token}` } })).toBe(200)
    expect(await maidian.stop()).toBe(0)
  })

  test('an admin host without an admin port is a mistake that is told', async () => {
    const { code, stderr } = await runCli(['start', '--port', '0', '--admin-host', '0.0.0.0'])
    expect(code).toBe(1)
    expect(stderr).toContain('start.admin_host')
  })
})

const kafka = await kafkaForTests()
afterAll(() => kafka?.stop())

test.skipIf(kafka === null)(
  'a collector that runs alone keeps /healthz on PORT; /readyz and /metrics go to ADMIN_PORT',
  async () => {
    const config = join(folder, 'maidian.yaml')
    writeFileSync(config, readFileSync(join(root, 'e2e/harness/without-plan.yaml'), 'utf8'))
    const port = await freePorts(1)
    const adminPort = await freePorts(1)
    const child: ChildProcess = spawn(process.execPath, [join(root, 'collector/src/main.ts')], {
      cwd: root,
      env: environment({
        KAFKA_BROKERS: (kafka?.brokers ?? []).join(','),
        KAFKA_TOPIC: `admin-port-${process.pid}-${Date.now()}`,
        KAFKA_PARTITIONS: '1',
        KAFKA_REPLICATION_FACTOR: '1',
        KAFKA_MIN_INSYNC_REPLICAS: '1',
        MAIDIAN_CONFIG: config,
        PORT: String(port),
        ADMIN_PORT: String(adminPort),
      }),
      stdio: ['ignore', 'ignore', 'ignore'],
    })
    const ended = new Promise<number | null>(resolve => child.once('close', resolve))
    const url = `http://127.0.0.1:${port}`
    const admin = `http://127.0.0.1:${adminPort}`
    await until('it listens', async () => (await fetch(`${url}/healthz`).catch(() => null))?.ok === true)
    expect((await send(url, { device: 'd', events: [made('view_item')] })).status).toBe(204)
    for (const path of ['/readyz', '/metrics']) {
      expect(await statusOf(`${url}${path}`), path).toBe(404)
      expect(await statusOf(`${admin}${path}`), path).toBe(200)
    }
    expect((await send(admin, { device: 'd', events: [made('view_item')] })).status).toBe(404)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  },
)

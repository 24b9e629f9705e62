import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { made, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { childrenOf, environment, isAlive, root, runCli, SHIPPED, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('start')
const PORTS = ['--port', '0', '--clickhouse-port', '0', '--clickhouse-tcp-port', '0']

const descendantsOf = (pid: number): number[] => childrenOf(pid).flatMap(child => [child, ...descendantsOf(child)])

describe('what stops a start is one clear line', () => {
  const oneLine = async (args: string[], env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await runCli(['start', ...args], env)
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toHaveLength(1)
    return stderr
  }

  test('a taken port', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const data = join(folder, 'taken')
    expect(await oneLine([...PORTS, '--data', data, '--port', String(port)])).toContain(`127.0.0.1:${port}`)
    expect(await oneLine([...PORTS, '--data', data, '--clickhouse-port', String(port)])).toContain('store.port_taken')
    other.close()
  })

  test('a folder that another Maidian uses, which goes on undisturbed', async () => {
    const data = join(folder, 'locked')
    const maidian = await startMaidian({ data })
    expect(await oneLine([...PORTS, '--data', data])).toContain('store.locked')
    expect((await send(maidian.url, { device: 'd', events: [made('view_item')] })).status).toBe(204)
    await until('it is stored', async () => (await maidian.query('SELECT 1 FROM shop.events')).length === 1)
    expect(await maidian.stop()).toBe(0)
  })

  test('a wrong configuration, and a wrong environment', async () => {
    expect(await oneLine([...PORTS, '--config', '/nowhere.yaml'])).toContain('/nowhere.yaml')
    expect(await oneLine(PORTS, { KAFKA_BROKERS: 'nonsense' })).toContain('KAFKA_BROKERS')
    expect(await oneLine([...PORTS, '--host', '0.0.0.0'])).toContain('MAIDIAN_ADMIN_TOKEN')
  })

  test('a Kafka that is not there', async () => {
    const data = join(folder, 'no-kafka')
    expect(await oneLine([...PORTS, '--data', data], { KAFKA_BROKERS: '127.0.0.1:1' })).toContain('127.0.0.1:1')
  })
})

test('it is ready in under 15 s, and says so in one line of JSON; logs go elsewhere', async () => {
  const maidian = await startMaidian({
    config: SHIPPED,
    data: join(folder, 'ready'),
    env: { MAIDIAN_LOG_LEVEL: 'debug' },
  })
  expect(maidian.startedInMs).toBeLessThan(15_000)
  expect(Object.keys(maidian.clickhouse).sort()).toEqual(['password', 'url', 'user'])
  await maidian.query('SELECT 1')
  await maidian.stop()
  const again = await startMaidian({ config: SHIPPED, data: join(folder, 'ready') })
  expect(again.clickhouse.password).toBe(maidian.clickhouse.password)
  await again.stop()
})

test('SIGTERM drains: what was acknowledged last is stored after the restart, and nothing is left running', async () => {
  const data = join(folder, 'drain')
  const maidian = await startMaidian({ data })
  const children = descendantsOf(maidian.pid)
  expect(children.length).toBeGreaterThan(0)
  const sending = Array.from({ length: 40 }, (_, i) =>
    send(maidian.url, { device: `d-${i}`, events: [made('view_item')] }),
  )
  const last = await send(maidian.url, { device: 'last', events: [made('purchase')] })
  expect(last.status).toBe(204)
  const code = await maidian.stop('SIGTERM')
  expect(code).toBe(0)
  await until('the child ended', () => !children.some(isAlive), 5000)
  const acknowledged = (await Promise.allSettled(sending)).filter(
    r => r.status === 'fulfilled' && r.value.status === 204,
  )
  const again = await startMaidian({ data })
  await until('all are stored', async () => {
    const [row] = await again.query<{ n: string }>('SELECT count() AS n FROM shop.events')
    return Number(row?.n) >= acknowledged.length + 1
  })
  expect(await again.query("SELECT 1 FROM shop.events WHERE name = 'purchase'")).toHaveLength(1)
  await again.stop()
})

test('killed with -9, it leaves no ClickHouse behind, and starts again at once', async () => {
  const data = join(folder, 'killed')
  const maidian = await startMaidian({ data })
  const children = descendantsOf(maidian.pid)
  process.kill(maidian.pid, 'SIGKILL')
  const again = await startMaidian({ data })
  expect(children.filter(isAlive)).toEqual([])
  await again.stop()
})

test('killing npm with -9 ends everything it started', async () => {
  const npm = spawn('npm', ['start', '--silent', '--', '--json', ...PORTS, '--data', join(folder, 'npm')], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>(resolve => npm.stdout.once('data', () => resolve()))
  const started = descendantsOf(npm.pid as number)
  expect(started.length).toBeGreaterThan(1)
  npm.kill('SIGKILL')
  await until('everything ended', () => !started.some(isAlive), 15_000)
})

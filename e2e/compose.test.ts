import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EmbeddedStore, startEmbeddedStore } from '@maidian/engines'
import { freePorts, kafkaForTests } from '@maidian/engines/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { made, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { environment, root, until } from './harness/maidian.ts'

type Service = {
  command?: string[]
  environment?: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: object
  image?: string
  build?: string
  volumes?: string[]
}
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>
  volumes: Record<string, null>
}
const OURS = ['collector', 'stream-processor', 'analytics'] as const
const TOKEN = 'a-token-for-this-test'

describe('docker-compose.yml', () => {
  test('every service can be asked for its health, and waits for what it needs', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect(service.healthcheck, name).toBeDefined()
      for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(compose.services[needed], `${name} needs ${needed}`).toBeDefined()
        expect(condition).toBe('service_healthy')
      }
    }
  })

  test('every named volume is declared, and every command names a file of this checkout', () => {
    for (const service of Object.values(compose.services)) {
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':')
        expect(source.startsWith('.') ? existsSync(join(root, source)) : source in compose.volumes, volume).toBe(true)
      }
      if (service.command?.[0] === 'node') expect(existsSync(join(root, service.command[1] as string))).toBe(true)
    }
  })

  test('its Kafka and ClickHouse are of the versions that are tested here', () => {
    const pom = readFileSync(join(root, 'engines/src/testing/kafka/pom.xml'), 'utf8')
    const kafka = /<kafka\.version>([^<]+)</.exec(pom)?.[1]
    const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'engines/package.json'), 'utf8'))
    const [major, minor] = optionalDependencies['@chdb/lib-linux-x64-gnu'].split('.')
    expect(compose.services.kafka?.image).toBe(`apache/kafka:${kafka}`)
    expect(compose.services.clickhouse?.image).toBe(`clickhouse/clickhouse-server:${major}.${minor}`)
  })

  test('the Dockerfile builds what compose runs', () => {
    expect(existsSync(join(root, 'Dockerfile'))).toBe(true)
    for (const name of OURS) expect(compose.services[name]?.build).toBe('.')
  })
})

const kafka = await kafkaForTests()
afterAll(() => kafka?.stop())
const folder = testFolder('compose')

describe.skipIf(kafka === null)('what compose would run, against a real broker and a real ClickHouse', () => {
  let store: EmbeddedStore
  const children: ChildProcess[] = []
  const output: string[] = []
  const urls: Record<string, string> = {}

  /** The file's words with its host names on loopback, its ports free ones and its secrets given. */
  const mapped = (value: string, port: number): string =>
    value
      .replace('kafka:9092', kafka?.brokers.join(',') ?? '')
      .replace('http://clickhouse:8123', store.address.url)
      .replace(/^maidian$/, store.address.user)
      .replace(/^\$\{CLICKHOUSE_PASSWORD.*\}$/, store.address.password)
      .replace(/^\$\{MAIDIAN_ADMIN_TOKEN.*\}$/, TOKEN)
      .replace(/^\$\{MAIDIAN_PII_SECRET.*\}$/, 'a-secret-for-this-test')
      .replace(/^maidian\.events$/, `compose-${process.pid}-${Date.now()}`)
      .replace('/etc/maidian/maidian.yaml', join(root, 'maidian.yaml'))
      .replace(/^8080$/, String(port))
      .replace(/^0\.0\.0\.0$/, '127.0.0.1')

  beforeAll(async () => {
    store = await startEmbeddedStore({ dir: join(folder, 'clickhouse'), projects: ['shop'] })
    const topic = `compose-${process.pid}-${Date.now()}`
    for (const name of OURS) {
      const { command = [], environment: given = {} } = compose.services[name] as Service
      const port = await freePorts(1)
      const env = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, mapped(value, port)]))
      if (env.KAFKA_TOPIC) env.KAFKA_TOPIC = topic
      const child = spawn(process.execPath, command.slice(1), {
        cwd: root,
        env: environment(env),
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child.stderr?.setEncoding('utf8').on('data', text => output.push(`${name}: ${text}`))
      children.push(child)
      urls[name] = `http://127.0.0.1:${port}`
      await until(`${name} is ready`, async () => {
        if (child.exitCode !== null) throw new Error(output.join(''))
        return (await fetch(`${urls[name]}/readyz`).catch(() => null))?.ok === true
      })
    }
  })
  afterAll(async () => {
    const codes = await Promise.all(
      children.map(child => {
        const ended = new Promise(resolve => child.once('close', resolve))
        child.kill('SIGTERM')
        return ended
      }),
    )
    await store.close()
    expect(codes).toEqual([0, 0, 0])
  })

  type Verdict = { verdict: string; reasons: { rule: string }[] }
  const verdicts = async (reply: Response): Promise<Verdict[]> => ((await reply.json()) as { events: Verdict[] }).events
  const release = () => {
    const [file = ''] = globSync('tracking-plan/releases/*.json', { cwd: root }).toSorted().toReversed()
    return JSON.parse(readFileSync(join(root, file), 'utf8')) as {
      version: string
      hash: string
      events: Record<string, { example?: object }>
    }
  }

  test('an event goes through all three to a funnel', async () => {
    const { version, hash, events: planned } = release()
    const stamped = (name: string, i: number, plan: string) => ({
      ...made(name, { time: Date.now() - 5000 + i, props: planned[name]?.example ?? {} }),
      plan,
    })
    const events = ['view_item', 'add_to_cart', 'purchase'].map((name, i) =>
      stamped(name, i, `shop@${version}#${hash}`),
    )
    expect((await send(urls.collector as string, { device: 'd-1', events })).status).toBe(204)
    // What was built from a working tree has no business here.
    const [unreleased] = await verdicts(
      await send(urls.collector as string, { device: 'd-1', events: [stamped('view_item', 9, `shop@next#${hash}`)] }),
    )
    expect(unreleased).toMatchObject({ verdict: 'quarantined', reasons: [{ rule: 'plan.unknown' }] })
    const steps = [{ event: 'view_item' }, { event: 'purchase' }]
    const ask = (authorization?: string) =>
      fetch(`${urls.analytics}/api/v1/query/funnel`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
        body: JSON.stringify({ steps }),
      })
    expect((await ask()).status).toBe(401)
    await until('the funnel has moved', async () => {
      const answer = (await (await ask(`Bearer ${TOKEN}`)).json()) as { steps: { users: number }[] }
      return answer.steps.map(({ users }) => users).join() === '1,1'
    })
  })

  test('each tells its metrics', async () => {
    for (const name of OURS) expect(await (await fetch(`${urls[name]}/metrics`)).text(), name).toBeTypeOf('string')
    expect(await (await fetch(`${urls.collector}/metrics`)).text()).toContain('maidian_collector_events_total')
  })
})

import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testFolder } from './harness/folder.ts'
import { logsUnderTest } from './harness/logs.ts'
import { type Maidian, root, runCli, spawnCli, startMaidian, until } from './harness/maidian.ts'

const folder = testFolder('import')
const TAOBAO = join(root, '../shared/data/taobao-user-behavior.csv')
const CLICKSTREAM = join(root, '../shared/data/shop-clickstream.csv.gz')
const haveData = existsSync(TAOBAO) && existsSync(CLICKSTREAM)
if (!haveData) console.warn('imports of real click logs skipped: ../shared/data is absent')

const logs = await logsUnderTest('import')
afterAll(async () => {
  for (const { kafka } of logs) await kafka?.stop()
})

type Visit = { user: string; event: string; ms: number }
type Funnel = { steps: { users: number }[] }

/** A funnel the plain way: from each first step, the next steps within the window, at the same time or later. */
const plainFunnel = (visits: Visit[], steps: string[], windowMs: number): number[] => {
  const users = Map.groupBy(visits, visit => visit.user)
  const reached = [...users.values()].map(own => {
    const sorted = own.toSorted((a, b) => a.ms - b.ms)
    return Math.max(
      0,
      ...sorted
        .filter(visit => visit.event === steps[0])
        .map(start => {
          let at = start.ms
          for (const [i, step] of steps.entries()) {
            const next = sorted.find(({ event, ms }) => event === step && ms >= at && ms <= start.ms + windowMs)
            if (i > 0 && !next) return i
            if (i > 0 && next) at = next.ms
          }
          return steps.length
        }),
    )
  })
  return steps.map((_, i) => reached.filter(level => level > i).length)
}

const summaryOf = async (args: string[]) => {
  const { code, stdout, stderr } = await runCli(['import', ...args, '--json', '--state', join(folder, 'state')])
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as { rows: number; accepted: number; bad: { line: number; why: string }[] }
}

describe.each(logs)('importing click logs, on the $name log', ({ name, env }) => {
  let maidian: Maidian
  beforeAll(async () => {
    maidian = await startMaidian({ data: join(folder, name), env })
  })
  afterAll(async () => {
    expect(await maidian.stop()).toBe(0)
  })
  const count = (where: string) =>
    maidian.query<{ n: string }>(`SELECT count() AS n FROM shop.events WHERE ${where}`).then(rows => Number(rows[0]?.n))
  const load = (file: string, map: string) =>
    summaryOf([file, '--map', join(root, 'demo/import', map), '--key', 'wk_demo_server', '--url', maidian.url])
  const funnel = async (steps: string[], window: string, range: object) =>
    (await maidian.ask<Funnel>('funnel', { steps: steps.map(event => ({ event })), window, ...range })).steps.map(
      ({ users }) => users,
    )

  test.skipIf(!haveData)('the Taobao log gives the funnel that plain code gives', async () => {
    const rows = parse(readFileSync(TAOBAO, 'utf8')) as string[][]
    const names: Record<string, string> = {
      pv: 'view_item',
      cart: 'add_to_cart',
      fav: 'add_to_wishlist',
      buy: 'purchase',
    }
    const visits = rows.map(([user, , , behavior, seconds]) => ({
      user: user as string,
      event: names[behavior as string] as string,
      ms: Number(seconds) * 1000,
    }))
    const summary = await load(TAOBAO, 'taobao.yaml')
    expect(summary).toMatchObject({ rows: rows.length, accepted: rows.length, bad: [] })
    await until('all rows are stored', async () => (await count("has(props, 'category_id')")) === rows.length)
    const range = { from: '2017-01-01', to: '2018-12-31' }
    const steps = ['view_item', 'add_to_cart', 'purchase']
    expect(await funnel(steps, '7d', range)).toEqual(plainFunnel(visits, steps, 7 * 864e5))
    expect(await funnel(steps, '1h', range)).toEqual(plainFunnel(visits, steps, 36e5))
  })

  test.skipIf(!haveData)(
    'the clickstream gives the funnel and the paths that plain code gives; identical rows stay',
    async () => {
      const text = gunzipSync(readFileSync(CLICKSTREAM)).toString('utf8')
      const rows = parse(text, { columns: true }) as { user_id: string; event: string; timestamp: string }[]
      const visits = rows.map(({ user_id, event, timestamp }) => ({
        user: user_id,
        event,
        ms: Date.parse(`${timestamp}Z`),
      }))
      const summary = await load(CLICKSTREAM, 'clickstream.yaml')
      expect(summary).toMatchObject({ rows: rows.length, accepted: rows.length, bad: [] })
      await until('all rows are stored', async () => (await count("has(props, 'user_cohort')")) === rows.length)
      const times = visits.map(({ ms }) => ms)
      const range = { from: new Date(Math.min(...times)).toISOString(), to: new Date(Math.max(...times)).toISOString() }
      const steps = ['home', 'product_view', 'cart', 'purchase'].filter(step =>
        visits.some(({ event }) => event === step),
      )
      expect(steps.length).toBeGreaterThan(1)
      expect(await funnel(steps, '7d', range)).toEqual(plainFunnel(visits, steps, 7 * 864e5))

      type Paths = { edges: { source: string; target: string; paths: number }[] }
      const { edges } = await maidian.ask<Paths>('paths', {
        nodes: ['event'],
        max_steps: 2,
        edge_limit: 10_000,
        ...range,
      })
      expect(Object.fromEntries(edges.map(({ source, target, paths }) => [`${source}>${target}`, paths]))).toEqual(
        firstEdges(visits),
      )
    },
  )

  test.skipIf(!haveData)('importing the same file again changes nothing', async () => {
    const before = await count('1')
    expect(before).toBeGreaterThan(30_000)
    await load(TAOBAO, 'taobao.yaml')
    await load(CLICKSTREAM, 'clickstream.yaml')
    const marker = join(mkdtempSync(join(folder, 'marker-')), 'one.jsonl')
    writeFileSync(marker, '{"u":"marker","t":1790000000000}\n')
    writeFileSync(`${marker}.yaml`, 'format: jsonl\nuser: u\nevent: {name: marker}\ntime: {column: t, unit: ms}\n')
    await summaryOf([marker, '--map', `${marker}.yaml`, '--key', 'wk_demo_server', '--url', maidian.url])
    await until('what came after is stored', async () => (await count("name = 'marker'")) === 1)
    await until('the log is written out', async () => {
      const metrics = await (await fetch(`${maidian.url}/metrics`)).text()
      return [...metrics.matchAll(/^maidian_processor_lag_records\{.*\} (\d+)$/gm)].every(([, lag]) => lag === '0')
    })
    expect(await count('1')).toBe(before + 1)
  })

  test.skipIf(!haveData)('an import that was killed goes on where it was', async () => {
    const state = mkdtempSync(join(folder, 'killed-'))
    const args = [CLICKSTREAM, '--map', join(root, 'demo/import/clickstream.yaml'), '--key', 'wk_demo_server']
    const target = ['--url', maidian.url, '--state', state, '--json']
    const first = spawnCli(['import', ...args, ...target])
    await until('some rows were acknowledged', () => readdirSync(state).some(file => file.endsWith('.json')))
    first.kill('SIGKILL')
    await new Promise(resolve => first.once('close', resolve))
    const { stdout } = await runCli(['import', ...args, ...target])
    const summary = JSON.parse(stdout)
    expect(summary.skipped).toBeGreaterThan(0)
    expect(summary.skipped + summary.accepted).toBe(summary.rows)
    expect(readdirSync(state)).toEqual([])
  })

  test('bad rows are listed by line and stop nothing', async () => {
    const file = join(folder, `${name}-bad.csv.gz`)
    const lines = [
      'user,what,when',
      'a,x,2026-11-01 10:00:00',
      'b,x,someday',
      ',x,2026-11-01 10:00:00',
      'c,x',
      'd,x,2026-11-01 10:00:01',
    ]
    writeFileSync(file, gzipSync(`${lines.join('\n')}\n`))
    const map = join(folder, 'bad.yaml')
    writeFileSync(map, 'user: user\nevent: {column: what}\ntime: {column: when, unit: text, zone: Asia/Shanghai}\n')
    const summary = await summaryOf([file, '--map', map, '--key', 'wk_demo_server', '--url', maidian.url])
    expect(summary.accepted).toBe(2)
    expect(summary.bad.map(({ line }) => line).sort()).toEqual([3, 4, 5])
    await until('the good rows are stored', async () => (await count("name = 'x'")) === 2)
    const [row] = await maidian.query<{ ms: string }>(
      "SELECT toUnixTimestamp64Milli(min(ts)) AS ms FROM shop.events WHERE name = 'x'",
    )
    expect(Number(row?.ms)).toBe(Date.UTC(2026, 10, 1, 2))
  })
})

test('a wrong key, a wrong map and a missing file are one line each', async () => {
  const map = join(root, 'demo/import/taobao.yaml')
  const missing = await runCli(['import', '/nowhere.csv', '--map', map, '--key', 'k'])
  expect([missing.code, missing.stderr.trim().split('\n').length]).toEqual([1, 1])
  expect(missing.stderr).toContain('import.file')
  const wrong = join(folder, 'wrong.yaml')
  writeFileSync(wrong, 'user: u\nevnt: {name: x}\n')
  const badMap = await runCli(['import', map, '--map', wrong, '--key', 'k'])
  expect([badMap.code, badMap.stderr.trim().split('\n').length]).toEqual([1, 1])
  expect(badMap.stderr).toContain('evnt')
})

/** Edges from the first to the second node of each path: gaps of 30 minutes cut, equal neighbours are one. */
const firstEdges = (visits: Visit[]): Record<string, number> => {
  const edges: Record<string, number> = {}
  for (const own of Map.groupBy(visits, visit => visit.user).values()) {
    const sorted = own.toSorted((a, b) => a.ms - b.ms)
    const paths: Visit[][] = []
    sorted.forEach((visit, i) => {
      const before = sorted[i - 1]
      if (!before || visit.ms - before.ms >= 1_800_000) paths.push([])
      paths.at(-1)?.push(visit)
    })
    for (const path of paths) {
      const nodes = path.map(({ event }) => event).filter((event, i, all) => event !== all[i - 1])
      if (nodes.length > 1) edges[`1_${nodes[0]}>2_${nodes[1]}`] = (edges[`1_${nodes[0]}>2_${nodes[1]}`] ?? 0) + 1
    }
  }
  return edges
}

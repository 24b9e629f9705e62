import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { made, send } from '../harness/events.ts'
import { testFolder } from '../harness/folder.ts'
import { type LogUnderTest, logsUnderTest } from '../harness/logs.ts'
import { type Maidian, runCli, startMaidian, until } from '../harness/maidian.ts'
import { asService } from './as-service.ts'

const folder = testFolder('from-log')
const logs = await logsUnderTest('from-log')
afterAll(async () => {
  for (const { kafka } of logs) await kafka?.stop()
})

const idsIn = async (maidian: Maidian): Promise<string[]> =>
  (await maidian.query<{ id: string }>('SELECT toString(event_id) AS id FROM shop.events')).map(({ id }) => id).sort()

const sendTo = async ({ url }: Maidian, count: number): Promise<string[]> => {
  const events = Array.from({ length: count }, () => made('view'))
  for (const [i, event] of events.entries())
    expect((await send(url, { device: `d-${i % 7}`, events: [event] })).status).toBe(204)
  return events.map(({ id }) => id)
}

test.each<LogUnderTest>(logs)('what the store lost is read from the log again, once: $name', async ({ name, env }) => {
  const data = join(folder, name)
  const replay = (...args: string[]) => runCli(['replay', '--data', data, '--json', '--from-log', ...args], env)
  let maidian = await startMaidian({ data, env })
  const since = new Date(Date.now()).toISOString()
  const ids = (await sendTo(maidian, 20)).sort()
  await until('they are stored', async () => (await idsIn(maidian)).length === ids.length)
  const running = await replay(since)
  expect([running.code, running.stderr]).toEqual([1, expect.stringMatching(/\[(store\.locked|log\.in_use)\]/)])
  await asService(maidian, data, 'TRUNCATE TABLE shop.events')
  expect(await maidian.stop()).toBe(0)

  for (const [place, code] of [
    ['yesterday', 'replay.place'],
    ['0:999999', 'log.beyond'],
    ['99:0', 'log.beyond'],
  ] as const) {
    expect((await replay(place)).stderr).toContain(`[${code}]`)
  }
  if (name === 'kafka') expect((await replay('0')).stderr).toContain('[replay.partitions]')
  const { stdout } = await replay(since, '--dry-run')
  expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, isCut: false })
  maidian = await startMaidian({ data, env })
  expect(await idsIn(maidian)).toEqual([])
  expect(await maidian.stop()).toBe(0)

  const done = await replay(since)
  expect([done.code, done.stderr]).toEqual([0, ''])
  const { moved } = JSON.parse(done.stdout) as { moved: { to: number; end: number }[] }
  expect(moved.reduce((sum, { to, end }) => sum + end - to, 0)).toBe(ids.length)
  maidian = await startMaidian({ data, env })
  await until('they are back', async () => (await idsIn(maidian)).length === ids.length)
  const more = await sendTo(maidian, 3)
  await until('and the new ones', async () => (await idsIn(maidian)).length === ids.length + more.length)
  expect(await idsIn(maidian)).toEqual([...ids, ...more].sort())
  expect(await maidian.stop()).toBe(0)
})

import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { made, send } from './harness/events.ts'
import { testFolder } from './harness/folder.ts'
import { type Maidian, runCli, startMaidian, until, WITHOUT_PLAN } from './harness/maidian.ts'

const data = join(testFolder('doctor'), 'data')
let maidian: Maidian
beforeAll(async () => {
  maidian = await startMaidian({ data })
})
afterAll(async () => {
  await maidian.stop()
})

type Finding = { check: string; level: string; says: string; todo?: string }
type Told = { ok: boolean; findings: Finding[]; losses: Record<string, unknown>[] }

const run = (...args: string[]) =>
  runCli([
    'doctor',
    '--clickhouse',
    maidian.clickhouse.url,
    '--data',
    data,
    '--config',
    WITHOUT_PLAN,
    '--url',
    maidian.url,
    ...args,
  ])
const told = async (...args: string[]): Promise<Told & { code: number | null }> => {
  const { code, stdout, stderr } = await run('--json', ...args)
  if (stdout === '') throw new Error(stderr)
  return { code, ...(JSON.parse(stdout) as Told) }
}
const findingOf = ({ findings }: Told, check: string): Finding | undefined =>
  findings.find(finding => finding.check === check)

const sent = async (batch: object, sdk = 'web/0.1.0'): Promise<void> => {
  const reply = await send(maidian.url, { sdk, device: 'd-1', ...batch } as never)
  expect([200, 204]).toContain(reply.status)
}
const numbered = (stream: string, seq: number, over: object = {}) => ({ ...made('view'), stream, seq, ...over })
const stored = (count: number) =>
  until('it is stored', async () => {
    const [row] = await maidian.query<{ n: string }>(
      'SELECT (SELECT count() FROM shop.events) + (SELECT count() FROM shop.quarantine) AS n',
    )
    return Number(row?.n) === count
  })

test('a Maidian that lost nothing: nothing is wrong, and the code is 0', async () => {
  await sent({ events: Array.from({ length: 200 }, (_, seq) => numbered('s-whole', seq)) })
  await stored(200)
  const well = await told()
  expect(well).toMatchObject({ code: 0, ok: true })
  expect(findingOf(well, `service ${maidian.url}`)?.says).toContain('log, store, processor')
  for (const check of ['lag', 'disk', 'clock', 'parts', 'quarantine']) expect(findingOf(well, check)?.level).toBe('ok')
  expect(findingOf(well, 'source web')?.level).toBe('ok')
  expect(findingOf(well, 'source mini')).toMatchObject({ level: 'note', todo: expect.stringContaining('wk_demo_mini') })
  expect(well.losses).toMatchObject([{ source: 'web', sdk: 'web/0.1.0', made: 200, arrived: 200, missing: 0 }])
})

test('gaps, drops and what is held: each is counted as what it is, and the code is 1', async () => {
  // Of 0…9 arrive 0 to 5 and 9; 5 is held since its name is none; the SDK says that it dropped two.
  const events = [0, 1, 2, 3, 4, 9].map(seq => numbered('s-gaps', seq))
  const unnamed = numbered('s-gaps', 5, { event: 7 })
  const dropped = [{ stream: 's-gaps', reason: 'queue_full', n: 1 }]
  await sent({ events: [...events, unnamed], dropped }, 'web/0.2.0')
  await sent({ events, dropped: [{ ...dropped[0], n: 2 }] }, 'web/0.2.0')
  await stored(207)
  const [loss] = (await told()).losses.filter(({ sdk }) => sdk === 'web/0.2.0')
  expect(loss).toMatchObject({ made: 10, arrived: 7, quarantined: 1, missing: 3, unexplained: 1, dropped: 2 })
  expect(loss?.dropped_by).toEqual({ queue_full: 2 })
  const ill = await told()
  expect(ill).toMatchObject({ code: 1, ok: false })
  expect(findingOf(ill, 'losses web · web/0.2.0')).toMatchObject({ level: 'wrong', todo: expect.any(String) })
  expect(findingOf(ill, 'quarantine')).toMatchObject({ level: 'note', says: expect.stringContaining('event.') })
  await until('what was sent again is counted', async () =>
    /^[1-9]/.test(findingOf(await told(), 'duplicates')?.says ?? ''),
  )
  const { code, stdout } = await run()
  expect(code).toBe(1)
  expect(stdout).toMatch(/WRONG {2}losses web · web\/0\.2\.0: made 10, arrived 7, missing 3 \(30 %\).*\n {9}→ /)
  expect(stdout).toContain('a lost tail leaves no gap')
  expect(stdout).toMatch(/\n1 thing is wrong\n$/)
})

test('what cannot be reached is said, and nothing else fails for it', async () => {
  const nobody = await told('--url', 'http://127.0.0.1:1', '--clickhouse', 'http://127.0.0.1:1')
  expect(nobody).toMatchObject({ code: 1, losses: [] })
  expect(findingOf(nobody, 'service http://127.0.0.1:1')).toMatchObject({
    level: 'wrong',
    todo: expect.stringContaining('--url'),
  })
  expect(findingOf(nobody, 'store')).toMatchObject({ level: 'wrong', todo: expect.stringContaining('--clickhouse') })
  const { code, stderr } = await run('--project', 'other')
  expect([code, stderr]).toEqual([1, expect.stringContaining('[doctor.project]')])
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { writeRelease } from '../release/write-release.ts'
import { smallPlan } from '../rules/testing/small-plan.ts'
import { releaseOf } from '../testing/plan-of.ts'
import { type OpenPlansOptions, openPlans } from './open-plans.ts'
import { releaseToBuild } from './snapshot.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-live-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const FILES: Record<string, string> = Object.fromEntries(smallPlan().map(({ path, text }) => [path, text]))

/** A project with a plan in a folder of its own. */
const project = (name: string) => {
  const plan = join(root, name, 'plan')
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(plan, path)), { recursive: true })
    writeFileSync(join(plan, path), text)
  }
  for (const [path, text] of Object.entries(FILES)) write(path, text)
  const open = (over: Partial<OpenPlansOptions> = {}) =>
    openPlans({ projects: [{ name, plan }, { name: 'without' }], next: true, everyMs: 20, ...over })
  return { name, plan, releases: join(root, name, 'releases'), write, open }
}
const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 5000, interval: 20 })

test('a change is taken over once it is ready, and not before', async () => {
  const { name, open, write } = project('change')
  const prepared: string[] = []
  const plans = await open({ prepare: async (_, { latest }) => void prepared.push(latest.hash) })
  const before = plans.of(name)
  expect(plans.of('without')).toBeNull()
  write('events/buy.yaml', FILES['events/buy.yaml']?.replace('购买', '下单') ?? '')
  await until(() => expect(plans.of(name)?.latest.hash).not.toBe(before?.latest.hash))
  expect(prepared).toEqual([before?.latest.hash, plans.of(name)?.latest.hash])
  // What somebody still holds has not changed under them.
  expect(before?.latest.events.buy?.title).toEqual({ zh: '购买' })
  plans.close()
})

test('a change that cannot be used is told with its place, and the last good plan stays', async () => {
  const { name, open, write } = project('broken')
  const onProblem = vi.fn()
  const plans = await open({ onProblem })
  const before = plans.of(name)
  write('events/buy.yaml', 'event: buy\ntitle：购买\n')
  await until(() => expect(onProblem).toHaveBeenCalled())
  expect(String(onProblem.mock.calls[0]?.[1].message)).toContain('events/buy.yaml:2:6')
  expect(plans.of(name)).toBe(before)
  write('events/buy.yaml', FILES['events/buy.yaml']?.replace('购买', '下单') ?? '')
  await until(() => expect(plans.of(name)).not.toBe(before))
  plans.close()
})

test('files still being written are not read: a half-saved plan is no problem to anybody', async () => {
  const { name, open, write } = project('half')
  const onProblem = vi.fn()
  const plans = await open({ everyMs: 200, onProblem })
  const before = plans.of(name)
  // Of another size at every write, and written many times between two looks.
  let writes = 0
  const writing = setInterval(() => {
    writes += 1
    write('events/buy.yaml', `event: buy\ntitle：${'买'.repeat(writes)}`)
  }, 20)
  await vi.waitFor(() => expect(writes).toBeGreaterThan(50), { timeout: 10_000, interval: 20 })
  clearInterval(writing)
  write('events/buy.yaml', FILES['events/buy.yaml']?.replace('购买', '下单') ?? '')
  await until(() => expect(plans.of(name)).not.toBe(before))
  expect(onProblem).not.toHaveBeenCalled()
  plans.close()
})

test('a preparation that fails is tried again until it is done', async () => {
  const { name, open, write } = project('prepare')
  let tries = 0
  const plans = await open({
    prepare: async () => {
      tries += 1
      if (tries > 1 && tries < 4) throw new Error('the store is away')
    },
  })
  const before = plans.of(name)
  write('events/buy.yaml', FILES['events/buy.yaml']?.replace('购买', '下单') ?? '')
  await until(() => expect(plans.of(name)).not.toBe(before))
  expect(tries).toBe(4)
  plans.close()
})

test('where working trees do not count, a plan without a release is refused, and one with it is read without YAML', async () => {
  const { open, plan, releases, name } = project('released')
  await expect(open({ next: false })).rejects.toMatchObject({ code: 'plan.no_release' })
  writeRelease(releases, { ...releaseOf('2026.11.1', FILES) })
  rmSync(plan, { recursive: true })
  const plans = await open({ next: false })
  expect(plans.of(name)).toMatchObject({ next: null, latest: { version: '2026.11.1' } })
  const onChange = vi.fn()
  plans.close()
  const watched = await open({ next: false, onChange })
  writeRelease(
    releases,
    releaseOf('2026.11.2', {
      ...FILES,
      'properties/order.yaml': `${FILES['properties/order.yaml']}note: {type: string, say: 备注}\n`,
    }),
  )
  await until(() => expect(watched.of(name)?.latest.version).toBe('2026.11.2'))
  expect(watched.of(name)?.releases).toHaveLength(2)
  watched.close()
})

test('a release that was edited is refused by its name', async () => {
  const { open, releases } = project('edited')
  const file = writeRelease(releases, releaseOf('2026.11.1', FILES))
  const release = releaseOf('2026.11.1', FILES)
  writeFileSync(file, JSON.stringify({ ...release, defaults: { ...release.defaults, on_violation: 'block' } }))
  await expect(open({ next: false })).rejects.toMatchObject({
    code: 'release.edited',
    message: expect.stringContaining('demo@2026.11.1.json'),
  })
})

test('what is built is the release while the tree says the same, and next afterwards', () => {
  const { plan, releases, write } = project('build')
  writeRelease(releases, releaseOf('2026.11.1', FILES))
  expect(releaseToBuild(plan).version).toBe('2026.11.1')
  write('events/buy.yaml', FILES['events/buy.yaml']?.replace('购买', '下单') ?? '')
  expect(releaseToBuild(plan).version).toBe('next')
})

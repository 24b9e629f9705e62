import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEnforce, loadPlan, problemText, workingTree } from '@maidian/tracking-plan'
import { describe, expect, test } from 'vitest'
import { testFolder } from './harness/folder.ts'
import { root, runCli } from './harness/maidian.ts'

const folder = testFolder('infer')
const data = join(root, '../shared/data')
const hasData = existsSync(data)
if (!hasData) process.stdout.write('infer: the click logs of ../shared/data are not here; skipped\n')

type Wire = { event: string; props: Record<string, unknown>; time: number }

/** The rows of a click log as its import map makes events of them, in the order of the file. */
const eventsOf = async (file: string, mapFile: string): Promise<Wire[]> => {
  const { seenInFile } = await import('../cli/src/commands/plan/infer-sources.ts')
  const events: Wire[] = []
  for await (const seen of seenInFile(join(data, file), join(root, mapFile))) events.push(seen as Wire)
  return events
}

const jsonLines = (name: string, events: readonly Wire[]): string => {
  const file = join(folder, `${name}.jsonl`)
  writeFileSync(file, events.map(event => JSON.stringify(event)).join('\n'))
  return file
}

const judgeOf = (dir: string) => {
  const enforce = createEnforce(
    { releases: [], next: workingTree(dir) },
    { unplanned: { events: 'flag', props: 'flag' } },
  )
  return ({ event, props }: Wire) => enforce({ event, props, appVersion: '' }, { kind: 'server' })
}

type Fault = { kind: 'type' | 'enum' | 'missing'; event: Wire }

/** Properties of the two logs that take a few values only, as their descriptions say. */
const CLOSED = ['acquisition_channel', 'user_cohort', 'user_lifecycle', 'client_platform']

/**
 * An event with each fault that it can have, whatever a plan says of it: another type, a value that nobody sends, a
 * property less. Every property of these logs is on every event.
 */
const faultsOf = (event: Wire): Fault[] =>
  Object.entries(event.props).flatMap(([name, value]): Fault[] => {
    const { [name]: _, ...without } = event.props
    const put = (other: unknown): Wire => ({ ...event, props: { ...event.props, [name]: other } })
    return [
      { kind: 'type', event: put(typeof value === 'string' ? 12.5 : 'twelve') },
      ...(CLOSED.includes(name) ? [{ kind: 'enum' as const, event: put('never_seen_before') }] : []),
      { kind: 'missing', event: { ...event, props: without } },
    ]
  })

describe.skipIf(!hasData).each([
  ['clickstream', 'shop-clickstream.csv.gz', 'demo/import/clickstream.yaml'],
  ['taobao', 'taobao-user-behavior.csv', 'demo/import/taobao.yaml'],
])('a plan out of half a click log: %s', (name, file, map) => {
  test('lints clean, fits the other half, and catches what is wrong', async () => {
    const events = await eventsOf(file, map)
    const half = Math.floor(events.length / 2)
    const dir = join(folder, name)
    const { code, stdout } = await runCli(['plan', 'infer', jsonLines(name, events.slice(0, half)), '--out', dir])
    expect([code, stdout]).toEqual([0, expect.stringContaining('events')])
    const { problems, content } = loadPlan(dir)
    expect(problems.map(problemText)).toEqual([])
    if (!content) return

    const judge = judgeOf(dir)
    const second = events.slice(half)
    const refused = second.filter(event => judge(event).verdict !== 'accepted').length
    expect(refused / second.length).toBeLessThanOrEqual(0.01)

    const faults = second.flatMap(faultsOf)
    for (const kind of new Set(faults.map(one => one.kind))) {
      const own = faults.filter(one => one.kind === kind)
      const caught = own.filter(({ event }) => judge(event).verdict !== 'accepted').length
      process.stdout.write(`${name}: ${caught} of ${own.length} faults of the kind ${kind} caught\n`)
      expect(caught / own.length, kind).toBeGreaterThanOrEqual(0.95)
    }
    process.stdout.write(`${name}: ${refused} of ${second.length} valid events refused\n`)
  })
})

describe('what a person would start from', () => {
  const lines = Array.from({ length: 400 }, (_, i) => ({
    event: i % 4 === 0 ? 'purchase' : 'view_item',
    time: Date.UTC(2026, 10, 1) + i * 1000,
    props:
      i % 4 === 0
        ? {
            order_id: `o-${i}`,
            price: i + 0.5,
            payment_type: ['wechat', 'alipay'][i % 8 === 0 ? 0 : 1],
            items: [{ product_id: `p-${i}`, quantity: 2 }],
            receiver: `1380013${String(8000 + i).padStart(4, '0')}`,
          }
        : {
            product_id: `p-${i}`,
            paid: i % 2 === 0,
            day_of_birth: '1995-06-01',
            platform: 'ios',
            userName: 'x',
            note: i % 3 === 0 ? 'a' : 3,
          },
  }))

  test('types, enums, money, lists, private values; and notes of what could not be planned', async () => {
    const dir = join(folder, 'made')
    const file = jsonLines('made', lines as Wire[])
    const { code, stdout } = await runCli(['plan', 'infer', file, '--out', dir, '--languages', 'zh,en'])
    expect(code).toBe(0)
    const { problems, content } = loadPlan(dir)
    expect(problems.map(problemText)).toEqual([])
    expect(content?.properties).toMatchObject({
      order_id: { type: 'id' },
      price: { type: 'decimal', scale: 2, unit: 'CNY' },
      payment_type: { type: 'enum', enum: 'payment_type' },
      items: { type: 'list', item: 'items' },
      receiver: { type: 'string', pii: 'contact', store: 'hash' },
      paid: { type: 'bool' },
      day_of_birth: { type: 'date' },
    })
    expect(content?.properties.payment_type?.open).toBeUndefined()
    for (const left of ['platform', 'userName', 'note']) {
      expect(content?.properties[left]).toBeUndefined()
      expect(stdout).toContain(`${left} is left out`)
    }
    expect(content?.events.view_item?.extra).toBe('allow')
    expect(content?.events.purchase?.props.every(({ required }) => required)).toBe(true)
    expect(JSON.stringify(content)).not.toContain('13800138')
    const again = await runCli(['plan', 'infer', file, '--out', dir])
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('plan.exists')])
  })
})

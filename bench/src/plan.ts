import { fileURLToPath } from 'node:url'
import { createBounds, judge } from '@maidian/collector'
import { compiled } from '@maidian/schemas'
import { createEnforce, type PlanEvent, type Release, stampOf, workingTree } from '@maidian/tracking-plan'
import { interleave } from './interleave.ts'

const BATCH = 20
const folder = fileURLToPath(new URL('../../tracking-plan/plan', import.meta.url))

const wireEvent = (event: PlanEvent, n: number, release: Release): object => ({
  id: `0192f0a0-0000-7000-8000-${String(n).padStart(12, '0')}`,
  event: event.name,
  plan: stampOf(release),
  time: 1_790_000_000_000 + n,
  stream: 'k3f9',
  seq: n,
  session: '0192f0a0-0000-7000-8000-000000000001',
  context: 0,
  props: event.example,
})

/** Batches of a web SDK in which every event of the plan that the web sends comes in turn. */
const batchesOf = (release: Release): string[] => {
  const events = Object.values(release.events).filter(({ sources, example }) => sources.web === true && example)
  const wire = events.map((event, n) => wireEvent(event, n, release))
  return events.map((_, first) =>
    JSON.stringify({
      sdk: 'web/0.1.0',
      sent: 1_790_000_000_123,
      device: '0192f0a0-0000-7000-8000-00000000000d',
      contexts: [{ url: 'https://shop.example.com/product/p-1', title: '西湖龙井', app: { version: '3.2.0' } }],
      events: Array.from({ length: BATCH }, (_, i) => wire[(first + i) % wire.length]),
    }),
  )
}

/** What judging by the plan costs on top of reading the JSON, for valid events of the shop's plan. */
export const benchPlan = (): void => {
  const release = workingTree(folder)
  const enforce = createEnforce({ releases: [], next: release }, { unplanned: { events: 'flag', props: 'flag' } })
  const sender = { kind: 'web' as const }
  const texts = batchesOf(release)
  let at = 0
  const next = (): string => texts[at++ % texts.length] as string

  const check = (text: string) => {
    const batch = JSON.parse(text)
    if (!compiled.batch.validate(batch)) throw new Error('the batch cannot be taken apart')
    return judge(batch, { plan: { enforce, sender }, bounds: createBounds(Buffer.from(text)) })
  }
  for (const text of texts) {
    const refused = check(text)
    if (refused.length > 0) throw new Error(`the batch is not valid: ${JSON.stringify(refused[0])}`)
  }
  type Wire = { events: { event: string; plan: string; props: Record<string, unknown> }[] }
  const [parse, planned, all] = interleave([
    { name: 'JSON.parse', run: () => JSON.parse(next()) },
    {
      name: '… and judging by the plan',
      run: () => {
        for (const { event, plan, props } of (JSON.parse(next()) as Wire).events) {
          enforce({ event, plan, props, appVersion: '' }, sender)
        }
      },
    },
    {
      name: '… and the whole check of the collector',
      run: () => check(next()),
    },
  ]) as [{ name: string; cpuUs: number }, { name: string; cpuUs: number }, { name: string; cpuUs: number }]

  const bytes = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length)
  process.stdout.write(
    `batches of ${BATCH} events, ${bytes} bytes, ${texts.length} event types of ${Object.keys(release.events).length}; CPU, median of rounds in turn\n`,
  )
  for (const { name, cpuUs } of [parse, planned, all]) {
    const ratio = (cpuUs / parse.cpuUs).toFixed(3)
    process.stdout.write(`${name.padEnd(42)} ${(cpuUs / BATCH).toFixed(2).padStart(7)} µs per event   × ${ratio}\n`)
  }
}

import { fileURLToPath } from 'node:url'
import { type PlanEvent, type Release, stampOf, workingTree } from '@maidian/tracking-plan'

const folder = fileURLToPath(new URL('../../../tracking-plan/plan', import.meta.url))

/** Events that a plan of a shop of some size has. */
const PLANNED = 50

/** The shop's plan, its web events copied under further names until there are 50. */
export const largePlan = (): Release => {
  const release = workingTree(folder)
  const events: Record<string, PlanEvent> = { ...release.events }
  const models = webEvents(release)
  for (let n = 0; Object.keys(events).length < PLANNED; n++) {
    const model = models[n % models.length] as PlanEvent
    const name = `${model.name}_${n}`
    events[name] = { ...model, name }
  }
  return { ...release, events }
}

const webEvents = (release: Release): PlanEvent[] =>
  Object.values(release.events).filter(({ sources, example }) => sources.web === true && example)

/** Whether an event has properties that the plan calls private: its batch is written anew. */
const isPrivate = ({ example }: PlanEvent, release: Release): boolean => {
  const names = Object.values(release.properties).flatMap(({ name, pii }) => (pii ? [name] : []))
  return names.some(name => JSON.stringify(example).includes(`"${name}"`))
}

const wireEvent = ({ name, example }: PlanEvent, n: number, plan: string): Record<string, unknown> => ({
  id: `0192f0a0-0000-7000-8000-${String(n).padStart(12, '0')}`,
  event: name,
  plan,
  time: 1_790_000_000_000 + n,
  stream: 'k3f997d63cfb',
  seq: n,
  session: '0192f0a0-0000-7000-8000-000000000001',
  context: 0,
  props: example,
})

const CONTEXT = {
  url: 'https://shop.example.com/product/p-101?utm_source=wechat&utm_medium=mini_program&utm_campaign=double11&utm_content=banner_a',
  title: '西湖龙井 明前特级 250g 礼盒装 - 茶叶商店',
  referrer: 'https://shop.example.com/category/green-tea?sort=sales&page=2',
  screen: [390, 844],
  viewport: [390, 700],
  language: 'zh-CN',
  tz: 'Asia/Shanghai',
  app: { name: 'shop', version: '3.2.0', env: 'prod' },
}

/** A body of `events` valid events; `invalid`: how many of them lack what they need; `hold`: with private data among them. */
export const batchOf = (
  release: Release,
  { events, invalid = 0, hold = false }: { events: number; invalid?: number; hold?: boolean },
): string => {
  const models = webEvents(release).filter(event => hold || !isPrivate(event, release))
  const plan = stampOf(release)
  const made = Array.from({ length: events }, (_, n) => {
    const event = wireEvent(models[n % models.length] as PlanEvent, n, plan)
    return n < invalid ? { ...event, props: {} } : { ...event, context: n }
  })
  const contexts = Array.from({ length: events }, (_, n) => ({ ...CONTEXT, url: `${CONTEXT.url}&n=${n}` }))
  return JSON.stringify({
    sdk: 'web/0.1.0',
    sent: 1_790_000_000_123,
    device: '0192f0a0-0000-7000-8000-00000000000d',
    contexts,
    events: made,
  })
}

import type { FunnelAnswer, FunnelQuestion, FunnelStep, UsersAnswer } from '@maidian/schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FunnelTimes, funnelGroups, funnelResults, funnelSteps } from '../oracle/funnel.ts'
import type { World } from '../oracle/world.ts'
import { roundedMeans, startTestApp, type TestApp } from '../testing/app.ts'
import { caseMaker } from '../testing/cases.ts'
import { type Random, seeded } from '../testing/random.ts'

const DAY = Date.UTC(2026, 9, 31, 16)
const NOW = DAY + 20_000
const CASES = 250
const NAMES = ['a', 'b', 'c', 'd']
const PROJECT = { name: 'shop', timezone: 'Asia/Shanghai' }

type Case = { question: FunnelQuestion; times: FunnelTimes; world: World }

const randomStep = (random: Random): FunnelStep => {
  const event = random.once(12) ? null : random.pick(NAMES)
  if (random.once(10)) return { any_of: [{ event }, { event: random.pick(NAMES), where: { size: 'l' } }] }
  if (random.once(4)) return { event, where: { size: random.once(2) ? 'm' : { not: 'l' } } }
  return { event }
}

/** Times are multiples of a second, few of them, so that ties and both ends of windows and ranges are met often. */
const randomCase = (seed: number): Case => {
  const random = seeded(seed)
  const name = `f${seed}`
  const { event, world } = caseMaker(name, random)
  const span = 4 + random.below(30)
  for (let n = 4 + random.below(30); n > 0; n--)
    event({
      name: random.pick(NAMES),
      ts: DAY + random.below(span) * 1000,
      props: random.once(2) ? { size: random.pick(['s', 'm', 'l']) } : {},
      browser: random.pick(['', 'Chrome', 'Safari', 'Edge']),
    })
  const from = DAY + random.below(4) * 1000
  const to = from + (1 + random.below(span)) * 1000
  const seconds = 1 + random.below(12)
  const steps = Array.from({ length: 1 + random.below(5) }, () => randomStep(random))
  const by = random.pick([['$browser'], ['size'], ['size', '$browser']])
  const question: FunnelQuestion = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    steps,
    window: random.once(2) ? seconds : `${seconds}s`,
    where: { case: name },
    include_bots: random.once(3),
    include_test: random.once(3),
    ...(random.once(2) && { breakdown: { by, limit: 1 + random.below(4) } }),
  }
  return { question, times: { from, to, window: seconds * 1000 }, world }
}

let app: TestApp
const cases = Array.from({ length: CASES }, (_, i) => randomCase(i + 1))
beforeAll(async () => {
  app = await startTestApp([PROJECT], NOW)
  await app.server.load('shop', {
    events: cases.flatMap(({ world }) => world.events),
    identities: cases.flatMap(({ world }) => world.identities),
  })
})
afterAll(() => app.close())

test(`${CASES} random funnels are what the definitions say, and so are their users`, async () => {
  for (const [i, { question, times, world }] of cases.entries()) {
    const about = `case ${i + 1}: ${JSON.stringify(question)}`
    const results = funnelResults(question, times, world)
    const answer = await app.ask<FunnelAnswer>('funnel', question)
    expect(roundedMeans(answer.steps), about).toEqual(roundedMeans(funnelSteps(question, results)))
    if (question.breakdown)
      expect(roundedMeans(answer.breakdown), about).toEqual(roundedMeans(funnelGroups(question, results)))
    expect(answer.quality.immature, about).toBe(
      results.filter(r => (r.times[0] as number) + times.window >= NOW).length,
    )

    const step = 1 + (i % question.steps.length)
    const { users } = await app.ask<UsersAnswer>('users', { funnel: question, step, limit: 10 })
    const expected = results
      .filter(result => result.times.length >= step)
      .map(({ person }) => person.replace(/^\w+ /, ''))
    expect(users.map(user => user.id).sort(), about).toEqual(expected.sort())
  }
})

test('the sql of an answer, run by the analyst, gives the same numbers', async () => {
  for (const { question } of cases.slice(0, 25)) {
    const answer = await app.ask<FunnelAnswer>('funnel', question)
    const rows = await app.server.analyst.query<Record<string, unknown>>({ sql: answer.sql })
    const everybody = rows.filter(row => !('bucket' in row) || Number(row.bucket) === 0)
    const told = answer.steps.map(step => step.users)
    expect(everybody.map(row => Number(row.users))).toEqual(everybody.length ? told : [])
    const list = await app.ask<UsersAnswer>('users', { funnel: question, step: 1 })
    const people = await app.server.analyst.query<{ id: string; key: string }>({ sql: list.sql })
    expect(people).toEqual(list.users.map(({ id, key }) => ({ id, key })))
  }
})

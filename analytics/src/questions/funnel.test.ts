import type { FunnelAnswer, FunnelQuestion, UsersAnswer } from '@maidian/schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { funnelGroups, funnelResults, funnelSteps, groupResults, timeToConvert } from '../oracle/funnel.ts'
import { roundedMeans, startTestApp, type TestApp } from '../testing/app.ts'
import { caseCount, checkAll, LONGEST_MS } from '../testing/differential.ts'
import { type FunnelCase, funnelCase, FUNNEL_NOW as NOW } from '../testing/funnel-cases.ts'

const CASES = caseCount(90, 1000)
const PROJECT = { name: 'shop', timezone: 'Asia/Shanghai' }

let app: TestApp
const cases = Array.from({ length: CASES }, (_, i) => funnelCase(i + 1))
beforeAll(async () => {
  app = await startTestApp([PROJECT], NOW)
  await app.server.load('shop', {
    events: cases.flatMap(({ world }) => world.events),
    identities: cases.flatMap(({ world }) => world.identities),
  })
})
afterAll(() => app.close())

/** What the naive evaluator says of everything that the question asks for. */
const evaluated = ({ question, times, world, boundary }: FunnelCase): object => {
  const results = funnelResults(question, times, world)
  const inPeriod = (from: number, to: number) =>
    funnelSteps(
      question,
      funnelResults(question, { ...times, lastEntry: Math.min(to, times.lastEntry ?? to), entry: from }, world),
    )
  const periods = [
    ...(times.from < boundary ? [inPeriod(times.from, Math.min(times.to, boundary - 1))] : []),
    ...(times.to >= boundary ? [inPeriod(Math.max(times.from, boundary), times.to)] : []),
  ]
  return {
    steps: funnelSteps(question, results),
    ...(question.breakdown && { breakdown: funnelGroups(question, groupResults(question, times, world)) }),
    ...(question.interval && { intervals: periods }),
    ...(question.time_to_convert && { time_to_convert: timeToConvert(question, results) }),
  }
}

const told = ({ steps, breakdown, intervals, time_to_convert }: FunnelAnswer): object => ({
  steps,
  ...(breakdown && { breakdown }),
  ...(intervals && { intervals: intervals.map(interval => interval.steps) }),
  ...(time_to_convert && { time_to_convert }),
})

const list = async (question: FunnelQuestion, rest: object): Promise<string[]> =>
  (await app.ask<UsersAnswer>('users', { funnel: question, limit: 100, ...rest })).users.map(user => user.id).sort()

test(
  `${CASES} random funnels are what the definitions say, and so are their users`,
  async () => {
    await checkAll(cases, async (one, i) => {
      const { question, times, world } = one
      const about = `case ${one.name}: ${JSON.stringify(question)}`
      const answer = await app.ask<FunnelAnswer>('funnel', question)
      expect(roundedMeans(told(answer)), about).toEqual(roundedMeans(evaluated(one)))
      const results = funnelResults(question, times, world)
      expect(answer.quality.immature, about).toBe(
        results.filter(r => (r.times[0] as number) + times.window >= NOW).length,
      )

      const step = 1 + (i % question.steps.length)
      const expected = results.filter(result => result.times[step - 1]).map(({ person }) => person.replace(/^\w+ /, ''))
      expect(await list(question, { step }), about).toEqual(expected.sort())
      const group = answer.breakdown?.[i % Math.max(answer.breakdown.length, 1)]
      if (group)
        expect(await list(question, { step, value: group.value }), `${about} ${group.value}`).toHaveLength(
          group.steps[step - 1]?.users as number,
        )
    })
  },
  LONGEST_MS,
)

test('the sql of an answer, run by the analyst, gives the same numbers', async () => {
  await checkAll(cases.slice(0, 20), async ({ question }) => {
    const answer = await app.ask<FunnelAnswer>('funnel', question)
    const rows = await app.server.analyst.query<Record<string, unknown>>({ sql: answer.sql })
    const everybody = rows.filter(row => !('part' in row) || row.part === 'everybody')
    const users = answer.steps.map(step => step.users)
    expect(everybody.map(row => Number(row.users))).toEqual(everybody.length ? users : [])
    const people = await app.ask<UsersAnswer>('users', { funnel: question, step: 1 })
    const shown = await app.server.analyst.query<{ id: string; key: string }>({ sql: people.sql })
    expect(shown).toEqual(people.users.map(({ id, key }) => ({ id, key })))
  })
})

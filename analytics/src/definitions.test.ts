import { readFileSync } from 'node:fs'
import type {
  EventRow,
  FunnelAnswer,
  FunnelQuestion,
  FunnelStepAnswer,
  PathEdge,
  PathsAnswer,
  PathsQuestion,
  RetentionAnswer,
  RetentionQuestion,
  RetentionRow,
} from '@maidian/schemas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { funnelGroups, funnelResults, funnelSteps, groupResults, timeToConvert } from './oracle/funnel.ts'
import { paths } from './oracle/paths.ts'
import { retention, retentionGroups } from './oracle/retention.ts'
import type { World } from './oracle/world.ts'
import { startTestApp, type TestApp } from './testing/app.ts'
import { testEvent } from './testing/event.ts'

/** Noon in Shanghai: second 0 of the page. */
const START = Date.UTC(2026, 10, 2, 4)
const NOW = START + 105_000
const PROJECT = { name: 'shop', timezone: 'Asia/Shanghai' }
const iso = (ms: number): string => new Date(ms).toISOString()
const RANGE = { from: iso(START), to: iso(START + 100_000) }

type Kind = 'funnel' | 'paths' | 'retention'
type Case = { title: string; kind: Kind; question: object; world: World; expected: string[][] }

const cells = (line: string): string[] =>
  line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'))

/** The rows of each table, without its head and the line below. */
const tables = (text: string): string[][][] =>
  [...text.matchAll(/(?:^\|.*\|\n)+/gm)].map(([table]) => table.trim().split('\n').slice(2).map(cells))

let serial = 0
const eventOf = (who: string, name: string, written: string): EventRow => {
  const [what = '', ...properties] = written.split(' ')
  const [event = '', time = ''] = [what.slice(0, what.indexOf('@')), what.slice(what.indexOf('@') + 1)]
  const ts = time.includes('T') ? Date.parse(time) : START + Math.round(Number(time) * 1000)
  const page = event.startsWith('/')
  const pairs = properties.map(pair => pair.split('=') as [string, string])
  const own = Object.fromEntries(pairs.filter(([key]) => !key.startsWith('$')))
  const columns = Object.fromEntries(pairs.filter(([key]) => key.startsWith('$')).map(([key, v]) => [key.slice(1), v]))
  return testEvent(serial++, {
    name: page ? '$page_view' : event,
    path: page ? event : '',
    ts,
    received: START,
    device: `${name} ${who}`,
    ...columns,
    props: { ...own, case: name },
  })
}

const readCase = (section: string): Case => {
  const [title = ''] = section.split('\n')
  const [people = [], expected = []] = tables(section)
  const asked = JSON.parse(/```json\n(.*)\n```/.exec(section)?.[1] ?? 'null') as Record<Kind, object>
  const [[kind, question]] = Object.entries(asked) as [[Kind, object]]
  const events = people.flatMap(([who = '', did = '']) => did.split(' · ').map(text => eventOf(who, title, text)))
  const defaults = kind === 'funnel' ? { window: 10 } : kind === 'paths' ? { session_gap: 10 } : {}
  return {
    title,
    kind,
    question: { ...RANGE, ...defaults, ...question, where: { case: title } },
    world: { events, identities: [] },
    expected,
  }
}

const text = readFileSync(new URL('../../docs/definitions.md', import.meta.url), 'utf8')
const cases = text.split(/^### /m).slice(1).map(readCase)

let app: TestApp
beforeAll(async () => {
  app = await startTestApp([PROJECT], NOW)
  await app.server.load('shop', { events: cases.flatMap(({ world }) => world.events) })
})
afterAll(() => app.close())

const number = (value: number | null): string => (value === null ? '–' : String(Number(value.toFixed(6))))

const stepRows = (steps: readonly FunnelStepAnswer[], group?: string): string[][] =>
  steps.map(step => [
    ...(group === undefined ? [] : [group]),
    String(step.event),
    String(step.users),
    number(step.mean_s),
  ])

const funnelTable = (
  answer: Pick<FunnelAnswer, 'steps' | 'breakdown' | 'intervals' | 'time_to_convert'>,
): string[][] => {
  if (answer.time_to_convert) return answer.time_to_convert.bins.map(([edge, users]) => [number(edge), String(users)])
  if (answer.intervals) return answer.intervals.flatMap(({ start, steps }) => stepRows(steps, start))
  if (!answer.breakdown) return stepRows(answer.steps)
  const groups = answer.breakdown.flatMap(({ value, steps }) => stepRows(steps, value.join()))
  return [...stepRows(answer.steps, ''), ...groups]
}

const pathsTable = (edges: readonly PathEdge[]): string[][] =>
  edges.map(edge => [edge.source, edge.target, String(edge.paths), String(edge.users), number(edge.mean_s)])

const retentionTable = (answer: Pick<RetentionAnswer, 'rows' | 'breakdown'>): string[][] => {
  const width = Math.max(...answer.rows.map(row => row.values.length))
  const told = (rows: readonly RetentionRow[], group: string[]): string[][] =>
    rows.map(row => [...group, row.start, ...Array.from({ length: width }, (_, k) => String(row.values[k] ?? ''))])
  if (!answer.breakdown) return told(answer.rows, [])
  return [...told(answer.rows, ['']), ...answer.breakdown.flatMap(({ value, rows }) => told(rows, [value.join()]))]
}

const moment = (written: string, edge: 'first' | 'last', tz: string): number => {
  if (written.includes('T')) return Date.parse(written)
  const offset = { 'Asia/Shanghai': '+08:00', UTC: 'Z', 'America/New_York': edge === 'first' ? '-04:00' : '-05:00' }[tz]
  return Date.parse(`${written}T00:00:00${offset}`) + (edge === 'first' ? 0 : 86_400_000 - 1)
}

const evaluated = ({ kind, question, world }: Case): string[][] => {
  const asked = question as { from: string; to: string; tz?: string }
  const tz = asked.tz ?? PROJECT.timezone
  const range = { from: moment(asked.from, 'first', tz), to: moment(asked.to, 'last', tz), tz }
  if (kind === 'paths') return pathsTable(paths(question as PathsQuestion, range, world).edges)
  if (kind === 'retention') {
    const retained = question as RetentionQuestion
    const breakdown = retained.breakdown && { breakdown: retentionGroups(retained, range, world) }
    return retentionTable({ rows: retention(retained, range, world), ...breakdown })
  }
  const funnel = question as FunnelQuestion
  const times = { ...range, window: 10_000, ...(funnel.mature_only && { lastEntry: NOW - 10_001 }) }
  const results = funnelResults(funnel, times, world)
  return funnelTable({
    steps: funnelSteps(funnel, results),
    ...(funnel.breakdown && { breakdown: funnelGroups(funnel, groupResults(funnel, times, world)) }),
    ...(funnel.interval && {
      intervals: [funnel.from, funnel.to].map(day => {
        const own = { ...times, from: moment(String(day), 'first', tz), to: moment(String(day), 'last', tz) }
        return { start: String(day), steps: funnelSteps(funnel, funnelResults(funnel, own, world)) }
      }),
    }),
    ...(funnel.time_to_convert && { time_to_convert: timeToConvert(funnel, results) }),
  })
}

describe('docs/definitions.md', () => {
  test('has its cases', () => expect(cases.length).toBeGreaterThanOrEqual(30))

  test.each(cases)('$kind: $title', async one => {
    const answer = await app.ask(one.kind, one.question)
    const table = {
      funnel: () => funnelTable(answer as FunnelAnswer),
      paths: () => pathsTable((answer as PathsAnswer).edges),
      retention: () => retentionTable(answer as RetentionAnswer),
    }[one.kind]()
    expect(table, 'over HTTP').toEqual(one.expected)
    expect(evaluated(one), 'by the naive evaluator').toEqual(one.expected)
  })
})

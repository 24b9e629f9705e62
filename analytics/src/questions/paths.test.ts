import type { PathsAnswer, PathsQuestion, UsersAnswer } from '@maidian/schemas'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../oracle/paths.ts'
import type { World } from '../oracle/world.ts'
import { roundedMeans, startTestApp, type TestApp } from '../testing/app.ts'
import { caseMaker } from '../testing/cases.ts'
import { caseCount, checkAll, LONGEST_MS } from '../testing/differential.ts'
import { seeded } from '../testing/random.ts'

const DAY = Date.UTC(2026, 9, 31, 16)
const CASES = caseCount(50, 500)
const PROJECT = { name: 'shop', timezone: 'Asia/Shanghai' }
const PAGES = ['/', '/cart', '/cart/', '/product/1', '/product/2/', '/100%_off', '/订单']
const NAMES = ['search', '$click', '$exposure', '/cart']
const GROUPINGS = [['/product/*'], ['*'], ['/*t', '/100%_*'], ['/%']]

type Case = { question: PathsQuestion; range: { from: number; to: number }; world: World }

/** Times are multiples of a second, so that ties, gaps of exactly `session_gap` and both ends are met often. */
const randomCase = (seed: number): Case => {
  const random = seeded(seed)
  const name = `p${seed}`
  const { event, world } = caseMaker(name, random)
  const span = 10 + random.below(60)
  for (let n = 5 + random.below(40); n > 0; n--) {
    const ts = DAY + random.below(span) * 1000
    const page = !random.once(4)
    const received = ts + random.below(2) * 1000
    event({ name: page ? '$page_view' : random.pick(NAMES), path: random.pick(PAGES), ts, received })
  }
  const from = DAY + random.below(4) * 1000
  const to = from + (1 + random.below(span)) * 1000
  const node = (): string => random.pick(['/', '/cart', '/cart/', '/product/1', '/product/*', '/订单/', 'search'])
  const question: PathsQuestion = {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    where: { case: name },
    session_gap: 2 + random.below(12),
    ...(random.once(2) && { nodes: random.pick([['page'], ['event'], ['page', 'event'], ['event', 'page']]) }),
    ...(random.once(2) && { max_steps: 2 + random.below(6) }),
    ...(random.once(3) && { start: node() }),
    ...(random.once(3) && { end: node() }),
    ...(random.once(3) && { groupings: random.pick(GROUPINGS) }),
    ...(random.once(3) && { exclude: [node(), random.pick(PAGES)] }),
    ...(random.once(4) && { edge_limit: 1 + random.below(6) }),
    ...(random.once(5) && { min_users: 1 + random.below(3) }),
    include_bots: random.once(3),
    include_test: random.once(3),
  }
  return { question, range: { from, to }, world }
}

let app: TestApp
const cases = Array.from({ length: CASES }, (_, i) => randomCase(i + 1))

beforeAll(async () => {
  app = await startTestApp([PROJECT], DAY + 20_000)
  await app.server.load('shop', {
    events: cases.flatMap(({ world }) => world.events),
    identities: cases.flatMap(({ world }) => world.identities),
  })
})
afterAll(() => app.close())

const sortedNodes = ({ edges, nodes }: Pick<PathsAnswer, 'edges' | 'nodes'>): object =>
  roundedMeans({ edges, nodes: nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)) })

test(
  `${CASES} random paths are what the definitions say, and so are their users`,
  async () => {
    let edges = 0
    await checkAll(cases, async ({ question, range, world }, i) => {
      const about = `case ${i + 1}: ${JSON.stringify(question)}`
      const answer = await app.ask<PathsAnswer>('paths', question)
      edges += answer.edges.length
      expect(sortedNodes(answer), about).toEqual(sortedNodes(paths(question, range, world)))
      const edge = answer.edges[i % Math.max(answer.edges.length, 1)]
      if (!edge) return
      const list = await app.ask<UsersAnswer>('users', { paths: question, edge: [edge.source, edge.target] })
      expect(list.users, about).toHaveLength(edge.users)
    })
    expect(edges).toBeGreaterThan(CASES / 2)
  },
  LONGEST_MS,
)

test('the sql of an answer, run by the analyst, gives the same edges', async () => {
  const unlimited = cases.filter(({ question }) => question.edge_limit === undefined)
  await checkAll(unlimited.slice(0, 15), async ({ question }) => {
    const { sql, edges } = await app.ask<PathsAnswer>('paths', { ...question, min_users: 1 })
    const rows = await app.server.analyst.query<{ kind: string; source: string; target: string; paths: string }>({
      sql,
    })
    const told = rows.filter(row => row.kind === 'edge').map(row => [row.source, row.target, Number(row.paths)])
    expect(told).toEqual(edges.map(edge => [edge.source, edge.target, edge.paths]))
  })
})

import { AUTOMATIC_NOISE, type PathEdge, type PathNode, type PathsAnswer, type PathsQuestion } from '@maidian/schemas'
import { durationMs } from '../moment.ts'
import type { Run } from '../run.ts'
import { param, sql } from '../sql/fragment.ts'
import { runnable } from './answered.ts'
import { type AskContext, type Asked, asked, rangeOf } from './asked.ts'
import { type PathsShape, pathGraph } from './paths-sql.ts'
import { type About, qualityOf } from './quality.ts'

const DEFAULT_MAX_STEPS = 5
const DEFAULT_SESSION_GAP_S = 1800
/** More edges than any question can have: what `edge_limit` means when it is not said. */
const NO_LIMIT = 4_294_967_295

/** A page's name has no slash at its end, and so neither has a name that is compared with it. */
const nodeName = (name: string): string =>
  /^\/+$/.test(name) ? '/' : name.startsWith('/') ? name.replace(/\/+$/, '') : name

const shapeOf = (question: PathsQuestion, shared: Asked): PathsShape => {
  const nodes = question.nodes ?? ['page']
  return {
    ...rangeOf(shared),
    pages: nodes.includes('page'),
    events: nodes.includes('event'),
    groupings: question.groupings ?? [],
    exclude: (question.exclude ?? []).map(nodeName),
    start: param('String', nodeName(question.start ?? '')),
    end: param('String', nodeName(question.end ?? '')),
    maxSteps: param('UInt32', question.max_steps ?? DEFAULT_MAX_STEPS),
    sessionGap: param('Int64', durationMs(question.session_gap ?? DEFAULT_SESSION_GAP_S)),
    conditions: shared.conditions,
  }
}

const aboutOf = ({ pages, events }: PathsShape): About => {
  if (!events) return { names: ['$page_view'], condition: sql`true` }
  const others = pages ? AUTOMATIC_NOISE : ['$page_view', ...AUTOMATIC_NOISE]
  return { names: null, condition: sql`name NOT IN ${param('Array(String)', others)}` }
}

export type PathsAsked = { shape: PathsShape; asked: Asked; about: About }

/** A question about paths, ready to be asked. `at` is where it stands within another. */
export const pathsAsked = (question: PathsQuestion, context: AskContext, at = ''): PathsAsked => {
  const shared = asked(question, context, at)
  const shape = shapeOf(question, shared)
  return { shape, asked: shared, about: aboutOf(shape) }
}

type GraphRow = {
  kind: 'edge' | 'node'
  source: string
  target: string
  paths: string
  users: string
  mean_s: number | null
  continued: string
  dropped: string
}

const edgeOf = ({ source, target, paths, users, mean_s }: GraphRow): PathEdge => ({
  source,
  target,
  paths: Number(paths),
  users: Number(users),
  mean_s: mean_s ?? 0,
})

const nodeOf = ({ source, users, continued, dropped }: GraphRow): PathNode => ({
  id: source,
  reached: Number(users),
  continued: Number(continued),
  dropped: Number(dropped),
})

/** `POST /api/v1/query/paths` */
export const answerPaths = async (
  question: PathsQuestion,
  run: Run,
  context: AskContext,
): Promise<Omit<PathsAnswer, 'elapsed_ms'>> => {
  const { shape, asked: shared, about } = pathsAsked(question, context)
  const statement = pathGraph(shape, {
    edges: param('UInt32', question.edge_limit ?? NO_LIMIT),
    users: param('UInt32', question.min_users ?? 1),
  })
  const [rows, quality] = await Promise.all([run<GraphRow>(statement), qualityOf(run, shared, about)])
  const edges = reachable(rows.filter(row => row.kind === 'edge').map(edgeOf))
  const nodes = rows.filter(row => row.kind === 'node').map(nodeOf)
  const limited = question.edge_limit !== undefined || question.min_users !== undefined
  return {
    sql: runnable(statement),
    quality: { ...quality, immature: 0 },
    edges,
    nodes: (limited ? touched(nodes, edges) : nodes).toSorted(byPosition),
  }
}

/** `12` of `12_/cart` */
const positionOf = (id: string): number => Number.parseInt(id, 10)

/** The edges that can be reached from a node at position 1; an edge leads from a position to the next. */
const reachable = (edges: readonly PathEdge[]): PathEdge[] => {
  const reached = new Set<string>()
  const kept = new Set<PathEdge>()
  for (const edge of edges.toSorted((a, b) => positionOf(a.source) - positionOf(b.source))) {
    if (positionOf(edge.source) > 1 && !reached.has(edge.source)) continue
    reached.add(edge.target)
    kept.add(edge)
  }
  return edges.filter(edge => kept.has(edge))
}

const touched = (nodes: readonly PathNode[], edges: readonly PathEdge[]): PathNode[] => {
  const ids = new Set(edges.flatMap(edge => [edge.source, edge.target]))
  return nodes.filter(node => ids.has(node.id))
}

const byPosition = (a: PathNode, b: PathNode): number =>
  positionOf(a.id) - positionOf(b.id) || b.reached - a.reached || (a.id < b.id ? -1 : 1)

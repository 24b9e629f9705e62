import { AUTOMATIC_NOISE, type EventRow, type PathEdge, type PathNode, type PathsQuestion } from '@maidian/schemas'
import { meets } from './matches.ts'
import { byPerson, byTimeAndLog, inAudience, mean, type World } from './world.ts'

type Node = { name: string; ts: number }
type Path = { person: string; nodes: Node[] }

const withoutSlash = (page: string): string => {
  let name = page
  while (name.length > 1 && name.endsWith('/')) name = name.slice(0, -1)
  return name
}

const matchesPattern = (name: string, pattern: string): boolean => {
  const [head = '', ...parts] = pattern.split('*')
  if (parts.length === 0) return name === pattern
  if (!name.startsWith(head)) return false
  const tail = parts.pop() as string
  let at = head.length
  for (const part of parts) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - tail.length >= at && name.endsWith(tail)
}

/** The name of an event's node, or null where it is none. */
const nodeName = (event: EventRow, question: PathsQuestion): string | null => {
  const kinds = question.nodes ?? ['page']
  const page = event.name === '$page_view'
  if (page ? !kinds.includes('page') : !kinds.includes('event') || AUTOMATIC_NOISE.includes(event.name)) return null
  const own = page ? withoutSlash(event.path) : event.name
  const name = question.groupings?.find(pattern => matchesPattern(own, pattern)) ?? own
  return question.exclude?.map(withoutSlash).includes(name) ? null : name
}

/** Cut where nothing happened for the gap, then join equal neighbours: the time is that of the last. */
const sessionsOf = (nodes: readonly Node[], gapMs: number): Node[][] => {
  const sessions: Node[][] = []
  for (const [i, node] of nodes.entries()) {
    const before = nodes[i - 1]
    if (!before || node.ts - before.ts >= gapMs) sessions.push([])
    const session = sessions.at(-1) as Node[]
    if (session.at(-1)?.name === node.name) session.pop()
    session.push(node)
  }
  return sessions
}

const cut = (nodes: Node[], question: PathsQuestion): Node[] | null => {
  const most = question.max_steps ?? 5
  let kept = nodes
  if (question.start !== undefined) {
    const start = kept.findIndex(node => node.name === withoutSlash(question.start as string))
    if (start < 0) return null
    kept = kept.slice(start)
  }
  if (question.end !== undefined) {
    const end = kept.findIndex(node => node.name === withoutSlash(question.end as string))
    if (end < 0) return null
    kept = kept.slice(0, end + 1)
  }
  if (kept.length <= most) return kept
  if (question.start !== undefined && question.end !== undefined) {
    const half = Math.floor(most / 2)
    return [...kept.slice(0, half), { name: '...', ts: (kept[half] as Node).ts }, ...kept.slice(kept.length - half)]
  }
  return question.end !== undefined ? kept.slice(kept.length - most) : kept.slice(0, most)
}

const pathsOf = (question: PathsQuestion, range: { from: number; to: number }, world: World): Path[] => {
  const looked = world.events.filter(
    event =>
      event.ts >= range.from &&
      event.ts <= range.to &&
      inAudience(event, question) &&
      meets(event, question.where ?? {}),
  )
  return [...byPerson(looked, world)].flatMap(([person, events]) => {
    const nodes = events.sort(byTimeAndLog).flatMap(event => {
      const name = nodeName(event, question)
      return name === null ? [] : [{ name, ts: event.ts }]
    })
    return sessionsOf(nodes, (question.session_gap ?? 1800) * 1000).flatMap(session => {
      const kept = cut(session, question)
      return kept ? [{ person, nodes: kept }] : []
    })
  })
}

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
const distinct = (people: readonly string[]): number => new Set(people).size

/** Edges in the order of the contract; nodes in none. */
export const paths = (
  question: PathsQuestion,
  range: { from: number; to: number },
  world: World,
): { edges: PathEdge[]; nodes: PathNode[] } => {
  type Step = { person: string; source: string; target: string | null; seconds: number }
  const steps = pathsOf(question, range, world).flatMap(({ person, nodes }) =>
    nodes.map((node, i): Step => {
      const next = nodes[i + 1]
      return {
        person,
        source: `${i + 1}_${node.name}`,
        target: next ? `${i + 2}_${next.name}` : null,
        seconds: next ? (next.ts - node.ts) / 1000 : 0,
      }
    }),
  )
  const people = (some: readonly Step[]): number => distinct(some.map(step => step.person))
  const moves = Map.groupBy(
    steps.filter(step => step.target !== null),
    step => JSON.stringify([step.source, step.target]),
  )
  const heaviest = [...moves.values()]
    .map(some => ({
      source: (some[0] as Step).source,
      target: (some[0] as Step).target as string,
      paths: some.length,
      users: people(some),
      mean_s: mean(some.map(step => step.seconds)),
    }))
    .filter(edge => edge.users >= (question.min_users ?? 1))
    .sort((a, b) => b.paths - a.paths || bytes(a.source, b.source) || bytes(a.target, b.target))
    .slice(0, question.edge_limit ?? Number.POSITIVE_INFINITY)
  const edges = fromTheStart(heaviest)
  const nodes = [...Map.groupBy(steps, step => step.source)].map(([id, some]) => ({
    id,
    reached: people(some),
    continued: people(some.filter(step => step.target !== null)),
    dropped: people(some.filter(step => step.target === null)),
  }))
  const limited = question.edge_limit !== undefined || question.min_users !== undefined
  return {
    edges,
    nodes: limited ? nodes.filter(({ id }) => edges.some(e => e.source === id || e.target === id)) : nodes,
  }
}

/** Only what can be walked to from a node at position 1: drops edges until none is left to drop. */
const fromTheStart = (edges: PathEdge[]): PathEdge[] => {
  const kept = edges.filter(edge => edge.source.startsWith('1_') || edges.some(other => other.target === edge.source))
  return kept.length === edges.length ? kept : fromTheStart(kept)
}

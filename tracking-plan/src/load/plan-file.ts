import { isMap, isScalar, isSeq, type LineCounter, type Node, type Pair, type YAMLMap } from 'yaml'
import type { Place } from '../problem.ts'
import type { FileKind } from './kinds.ts'
import type { Comment, Word } from './words.ts'

/**
 * A file of the plan, parsed as YAML. `root` is null and `value` undefined where it cannot be read; `words` are there all
 * the same. `value` is what it says, as plain data.
 */
export type PlanFile = {
  path: string
  kind: FileKind
  text: string
  words: readonly Word[]
  comments: readonly Comment[]
  root: Node | null
  value: unknown
  lines: LineCounter
}

/** The place of an offset in a file. */
export const placeAt = ({ path, lines }: Pick<PlanFile, 'path' | 'lines'>, offset: number): Place => {
  const { line, col } = lines.linePos(offset)
  return { file: path, line: Math.max(line, 1), column: Math.max(col, 1) }
}

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0]

type AnyPair = Pair<unknown, unknown>

/** A dictionary has thousands of keys, and each of them is asked for. */
const pairs = new WeakMap<YAMLMap, Map<string, AnyPair>>()

const indexed = (map: YAMLMap): Map<string, AnyPair> => {
  const known = pairs.get(map) ?? new Map<string, AnyPair>()
  if (!pairs.has(map)) {
    pairs.set(map, known)
    for (const pair of map.items) {
      const { key } = pair
      if (isScalar(key) && !known.has(String(key.source ?? key.value))) known.set(String(key.source ?? key.value), pair)
    }
  }
  return known
}

/** The pair of a key in a map. */
const pairOf = (node: unknown, key: string | number): AnyPair | undefined =>
  isMap(node) ? indexed(node).get(String(key)) : undefined

/** Where a path leads in a file: the offset of the key it ends at (or of the element), as far as it is written. */
export const offsetOf = ({ root }: Pick<PlanFile, 'root'>, path: readonly (string | number)[]): number => {
  let node: unknown = root
  let offset = startOf(root) ?? 0
  for (const step of path) {
    if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = startOf(node) ?? offset
    } else {
      const pair = pairOf(node, step)
      if (!pair) break
      offset = startOf(pair.key) ?? offset
      node = pair.value
    }
  }
  return offset
}

/** The node that a path leads to; undefined where nothing is written there. */
export const nodeAt = ({ root }: Pick<PlanFile, 'root'>, path: readonly (string | number)[]): Node | undefined => {
  let node: unknown = root
  for (const step of path) node = isSeq(node) ? node.items[Number(step)] : pairOf(node, step)?.value
  return (node ?? undefined) as Node | undefined
}

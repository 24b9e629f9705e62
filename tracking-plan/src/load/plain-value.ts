import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'

/** Deeper than any plan goes, and far from what a stack can hold. */
export const MAX_DEPTH = 20

export type NotPlain = { rule: string; offset: number; message: string }

const hasAnchor = (node: unknown): boolean => Boolean((node as { anchor?: string } | null)?.anchor)

/**
 * The plain data that YAML nodes say. Keys are texts as they are written, so `1: …` and `2026.10: …` stay what a person
 * typed. What the plan language has no use for (aliases, anchors, tags, other keys) is reported, never followed.
 */
export const plainValue = (root: Node | null): { value: unknown; refused: NotPlain[] } => {
  const refused: NotPlain[] = []
  const refuse = (rule: string, node: unknown, message: string): undefined => {
    refused.push({ rule, offset: (node as Node | null)?.range?.[0] ?? 0, message })
    return undefined
  }
  const read = (node: unknown, depth: number): unknown => {
    if (node === null || node === undefined) return null
    if (depth > MAX_DEPTH) return refuse('yaml.depth', node, `nested deeper than ${MAX_DEPTH} levels`)
    if (isAlias(node) || hasAnchor(node))
      return refuse('yaml.anchor', node, 'anchors and aliases are no part of the plan language; write it out')
    const { tag } = node as { tag?: string }
    if (tag !== undefined && !tag.startsWith('tag:yaml.org,2002:'))
      return refuse('yaml.tag', node, `tags such as ${tag.slice(0, 40)} are no part of the plan language; leave it out`)
    if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value
    if (isSeq(node)) return node.items.map(item => read(item, depth + 1))
    if (isMap(node)) return readMap(node.items, depth)
    return refuse('yaml.node', node, 'this cannot be read; write a text, a list or a map')
  }
  const readMap = (items: { key: unknown; value: unknown }[], depth: number): Record<string, unknown> => {
    const map: Record<string, unknown> = {}
    for (const { key, value } of items) {
      if (!isScalar(key) || hasAnchor(key)) {
        refuse('yaml.key', key, 'a key is a text')
        continue
      }
      const name = key.type === 'PLAIN' ? String(key.source ?? key.value) : String(key.value)
      if (name === '__proto__') refuse('yaml.key', key, 'this name cannot be a key')
      else if (Object.hasOwn(map, name)) refuse('yaml.duplicate_key', key, `${name} stands here twice; keep one`)
      else map[name] = read(value, depth + 1)
    }
    return map
  }
  return { value: read(root, 0), refused }
}

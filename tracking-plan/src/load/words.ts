import type { CST } from 'yaml'

export type Path = readonly (string | number)[]

/**
 * A scalar as a file has it, wherever it stands; also where the file is no valid YAML.
 *
 * - `style`: `list` is the bracket that opens one, `tag` a tag or an anchor. `source`: with its quotes; of a block
 *   scalar also its header.
 * - `role`: `key` has a colon behind it; `bare` stands where a key is due and has none.
 * - `path`: of a key, the path that it makes; of an element, with its index.
 * - `compact`: a value that goes on like `a` in `title: a: b`, which YAML takes for a map.
 * - `ownLine`: nothing but space stands before it in its line.
 */
export type Word = {
  offset: number
  end: number
  source: string
  style: 'plain' | 'quoted' | 'block' | 'alias' | 'list' | 'tag'
  role: 'key' | 'bare' | 'value' | 'item'
  path: Path
  inFlow: boolean
  compact: boolean
  ownLine: boolean
}

export type Comment = { offset: number; source: string }

export type Words = { words: Word[]; comments: Comment[]; tooDeep: number | null }

/** Deeper than any plan goes, and far from what a stack can hold. */
const MAX_NESTED = 200

const STYLES: Partial<Record<CST.Token['type'], Word['style']>> = {
  scalar: 'plain',
  'single-quoted-scalar': 'quoted',
  'double-quoted-scalar': 'quoted',
  'block-scalar': 'block',
  alias: 'alias',
}

const isScalar = (token: CST.Token): token is CST.FlowScalar | CST.BlockScalar => STYLES[token.type] !== undefined

type Pairs = CST.BlockMap['items'] | CST.FlowCollection['items']

type Where = Pick<Word, 'role' | 'path' | 'inFlow'> & { depth: number }

const hasColon = (sep: readonly CST.SourceToken[] | undefined): boolean =>
  sep?.some(({ type }) => type === 'map-value-ind') ?? false

const onOneLine = (sep: readonly CST.SourceToken[] | undefined): boolean =>
  sep?.every(({ type }) => type !== 'newline') ?? true

const nameOf = (key: CST.Token | null | undefined): string => {
  if (!key || !('source' in key)) return ''
  return key.type === 'scalar' ? key.source : key.source.slice(1, -1)
}

/** The words and comments of a file in their order, and where it nests deeper than it may. */
export const wordsOf = (text: string, tokens: readonly CST.Token[]): Words => {
  const words: Word[] = []
  const comments: Comment[] = []
  let tooDeep: number | null = null

  const isOnOwnLine = (offset: number): boolean => {
    let at = offset - 1
    while (text[at] === ' ' || text[at] === '\t') at--
    return at < 0 || text[at] === '\n' || text[at] === '\ufeff'
  }
  const add = (offset: number, source: string, style: Word['style'], { role, path, inFlow }: Where): Word => {
    const word: Word = {
      offset,
      end: offset + source.length,
      source,
      style,
      role,
      path,
      inFlow,
      compact: false,
      ownLine: isOnOwnLine(offset),
    }
    words.push(word)
    return word
  }
  const asides = (tokens: readonly CST.Token[] | undefined, where?: Where): void => {
    for (const token of tokens ?? []) {
      if (token.type === 'comment') comments.push({ offset: token.offset, source: token.source })
      else if (where && (token.type === 'tag' || token.type === 'anchor')) add(token.offset, token.source, 'tag', where)
    }
  }
  const readScalar = (token: CST.FlowScalar | CST.BlockScalar, where: Where): void => {
    const header = token.type === 'block-scalar' ? token.props.map(prop => ('source' in prop ? prop.source : '')) : []
    const [first] = token.type === 'block-scalar' ? token.props : [token]
    add(first?.offset ?? token.offset, header.join('') + token.source, STYLES[token.type] ?? 'plain', where)
    if (token.type !== 'block-scalar') asides(token.end)
    else asides(token.props)
  }
  const readPairs = (given: Pairs, where: Where): void => {
    // Not by recursion: a file may have `title: a: b` in each of thousands of lines.
    for (let items: Pairs | undefined = given; items; ) {
      let siblings: Pairs | undefined
      for (const { start, key, sep, value } of items) {
        const path = [...where.path, nameOf(key)]
        const inside: Where = { ...where, role: 'value', path }
        asides(start, inside)
        if (key) read(key, { ...inside, role: hasColon(sep) ? 'key' : 'bare' })
        asides(sep, inside)
        if (value?.type === 'block-map' && key && onOneLine(sep)) siblings = readCompact(value, inside)
        else if (value) read(value, inside)
      }
      items = siblings
    }
  }
  /** `title: a: b`: `a` begins the value that was meant, and what follows it are siblings of `title`. */
  const readCompact = ({ items }: CST.BlockMap, where: Where): Pairs => {
    const [first, ...siblings] = items
    const key = first?.key
    if (key && 'source' in key) add(key.offset, key.source, STYLES[key.type] ?? 'plain', where).compact = true
    asides(first?.sep)
    if (first?.value && 'end' in first.value) asides(first.value.end)
    return siblings
  }
  const readItems = (items: readonly CST.CollectionItem[], where: Where): void => {
    let index = 0
    for (const { start, key, sep, value } of items) {
      const inside: Where = { ...where, role: 'item', path: [...where.path, index] }
      asides(start, inside)
      if (key !== undefined) readPairs([{ start: [], key, sep: sep ?? [], ...(value && { value }) }], inside)
      else if (value) read(value, inside)
      if (key !== undefined || value) index++
    }
  }
  const read = (token: CST.Token, at: Where): void => {
    if (at.depth >= MAX_NESTED) {
      tooDeep ??= token.offset
      return
    }
    const where = { ...at, depth: at.depth + 1 }
    if (isScalar(token)) readScalar(token, where)
    else if (token.type === 'block-map') readPairs(token.items, where)
    else if (token.type === 'block-seq') readItems(token.items, where)
    else if (token.type === 'flow-collection') {
      const inside = { ...where, inFlow: true }
      if (token.start.type === 'flow-map-start') readPairs(token.items, inside)
      else {
        add(token.offset, '[', 'list', where)
        readItems(token.items, inside)
      }
      asides(token.end)
    }
  }

  for (const token of tokens) {
    asides([token])
    if (token.type !== 'document') continue
    const root: Where = { role: 'value', path: [], inFlow: false, depth: 0 }
    asides(token.start, root)
    if (token.value) read(token.value, root)
    asides(token.end)
  }
  comments.sort((a, b) => a.offset - b.offset)
  return { words, comments, tooDeep }
}

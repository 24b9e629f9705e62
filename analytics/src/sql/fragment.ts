import { literal, type Param, type ParamType, type ParamTypes } from './literal.ts'

/** A piece of SQL: text that this package wrote, and values that somebody asked with. Never one as the other. */
export type Fragment = { readonly parts: readonly (string | Param)[] }

/** SQL text with fragments in it: sql`name = ${param('String', name)}`. A bare string in `${}` does not compile. */
export const sql = (texts: TemplateStringsArray, ...fragments: readonly Fragment[]): Fragment => ({
  parts: texts.flatMap((text, i) => [text, ...(fragments[i]?.parts ?? [])]),
})

/** A value. One object used twice in a statement becomes one parameter. */
export const param = <T extends ParamType>(type: T, value: ParamTypes[T]): Fragment => ({
  parts: [{ type, value } as Param],
})

/** A name that this package knows: a column, a database, a parameter of a view. */
export const identifier = (name: string): Fragment => {
  if (!/^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/.test(name)) throw new TypeError(`not a name: ${name}`)
  return { parts: [name] }
}

/** An argument of a parameterised view: stays `{name:Type}` however the rest is rendered. */
export const viewArgument = (name: string, type: 'String' | 'UInt32' | 'Array(String)'): Fragment => ({
  parts: [`{${name}:${type}}`],
})

export const join = (fragments: readonly Fragment[], separator: string): Fragment => ({
  parts: fragments.flatMap((fragment, i) => (i === 0 ? fragment.parts : [separator, ...fragment.parts])),
})

/** All must hold; none to hold is true. */
export const and = (conditions: readonly Fragment[]): Fragment =>
  conditions.length === 0 ? sql`true` : sql`(${join(conditions, ' AND ')})`

/** One must hold; none that can is false. */
export const or = (conditions: readonly Fragment[]): Fragment =>
  conditions.length === 0 ? sql`false` : sql`(${join(conditions, ' OR ')})`

/** What runs: placeholders, and their values beside. */
export const parameterised = ({ parts }: Fragment): { sql: string; params: Record<string, unknown> } => {
  const names = new Map<Param, string>()
  const text = parts.map(part => {
    if (typeof part === 'string') return part
    const name = names.get(part) ?? `p${names.size}`
    names.set(part, name)
    return `{${name}:${part.type}}`
  })
  return { sql: text.join(''), params: Object.fromEntries([...names].map(([{ value }, name]) => [name, value])) }
}

/** What is shown, and what views are made of: the same statement with its values written out. */
export const literally = ({ parts }: Fragment): string =>
  parts.map(part => (typeof part === 'string' ? part : literal(part))).join('')

import type { SourceKind } from '@maidian/schemas'
import type { PlanContent, PlanEvent, PropertyUse } from '../model.ts'
import { docComment, told } from './doc-comment.ts'
import { fieldsOf } from './fields.ts'
import { functionName } from './names.ts'
import type { TypeNames } from './property-type.ts'

type At = { content: PlanContent; names: TypeNames; source: SourceKind }

/** Super properties may come with the call, too. */
const ownUses = (event: PlanEvent, { content, source }: At): PropertyUse[] => {
  const own = new Set(event.props.map(({ name }) => name))
  const further = (content.every_event[source] ?? []).filter(name => !own.has(name))
  return [...event.props, ...further.map(name => ({ name, required: false }))]
}

const object = (fields: string): string => (fields === '' ? 'Record<never, never>' : `{\n${fields}}`)

/** A property that stands in a variant only is of no other. */
const without = (uses: readonly PropertyUse[]): string =>
  [...new Set(uses.map(({ name }) => name))].map(name => `  ${name}?: undefined\n`).join('')

const variantTypes = ({ variants, props }: PlanEvent, { content, names }: At): string => {
  if (!variants) return ''
  const { by, when } = variants
  const needed = props.some(({ name, required }) => name === by && required)
  const discriminator = content.properties[by]
  const values = Object.keys(when)
  const cases = values.map(value => {
    const fields = fieldsOf(when[value] ?? [], { content, names, indent: '  ' })
    return object(`  ${by}: '${value.replaceAll("'", "\\'")}'\n${fields}`)
  })
  const union = names.enums.get(discriminator?.enum ?? '') ?? 'string'
  const quoted = values.map(value => `'${value.replaceAll("'", "\\'")}'`).join(' | ')
  // Of an open enum any text may come: what TypeScript cannot tell apart it must not forbid.
  const others = discriminator?.open ? `${union} | (string & {})` : `Exclude<${union}, ${quoted}>`
  const rest = discriminator?.open ? '' : without(Object.values(when).flat())
  return ` & (\n  | ${[...cases, object(`  ${by}${needed ? '' : '?'}: ${others}\n${rest}`)].join('\n  | ')}\n)`
}

/** The properties of an event as a type. */
export const eventType = (event: PlanEvent, type: string, at: At): string => {
  const uses = ownUses(event, at).filter(({ name }) => name !== event.variants?.by || !event.variants)
  const fields = fieldsOf(uses, { content: at.content, names: at.names, indent: '  ' })
  return `export type ${type} = ${object(fields)}${variantTypes(event, at)}\n`
}

const commentOf = ({ title, say, fires, owner, status }: PlanEvent): string =>
  docComment([
    told(title),
    told(say),
    fires.when ? `When: ${told(fires.when)}` : '',
    fires.not ? `Not: ${told(fires.not)}` : '',
    `Owner: ${owner}`,
    status === 'deprecated' ? '@deprecated the plan gives this event up' : '',
    status === 'draft' ? 'Draft: what is sent is flagged until the plan says live.' : '',
  ])

/** An event without a needed property may be called with nothing. */
const parameter = ({ variants, props }: PlanEvent, type: string): string =>
  `props${!variants && !props.some(({ required }) => required) ? '?' : ''}: ${type}`

/** `addToCart({…})`: says what happened, for `tracker.track`. Holds nothing and checks nothing in the page. */
export const eventFunction = (event: PlanEvent, type: string): string =>
  `${commentOf(event)}export const ${functionName(event.name)} = (${parameter(event, type)}) => ({ event: '${event.name}' as const, plan: PLAN, props })\n`

/** The same function for an app without a build. */
export const commonJsFunction = ({ name }: PlanEvent): string =>
  `exports.${functionName(name)} = props => ({ event: '${name}', plan: PLAN, props })\n`

/** What TypeScript is told of it. */
export const functionDeclaration = (event: PlanEvent, type: string): string =>
  `${commentOf(event)}export declare const ${functionName(event.name)}: (${parameter(event, type)}) => { event: '${event.name}'; plan: string; props: ${type} }\n`

import type { SourceKind } from '@maidian/schemas'
import type { PlanEvent, Release } from '../model.ts'
import { docComment, told } from './doc-comment.ts'
import { eventType } from './event-type.ts'
import { fieldsOf } from './fields.ts'
import { createTypeNames } from './names.ts'
import { enumType, type TypeNames } from './property-type.ts'

/** What a file says before all else. */
export const notice = ({ plan }: Release): string =>
  `// Made by \`maidian plan types\` from the tracking plan ${plan}. Change the plan, not this file.\n`

/** The events that a source of this kind sends. */
export const sentEvents = (release: Release, source: SourceKind): PlanEvent[] =>
  Object.values(release.events).filter(event => event.status !== 'removed' && event.sources[source] !== undefined)

/**
 * The types of a plan for one kind of source, one text each: what events hold, each followed by what `functionOf` says of its
 * function, then `SuperProperties`, `Profile` and `Events`.
 */
export const planTypes = (
  release: Release,
  source: SourceKind,
  functionOf: (event: PlanEvent, type: string) => string,
): string[] => {
  const nameOf = createTypeNames()
  const events = sentEvents(release, source)
  const eventNames = new Map(events.map(event => [event.name, nameOf(event.name, 'Event')]))
  const names: TypeNames = {
    enums: new Map(Object.keys(release.enums).map(name => [name, nameOf(name, 'Value')])),
    types: new Map(Object.keys(release.types).map(name => [name, nameOf(name, 'Item')])),
  }
  const fields = (uses: Parameters<typeof fieldsOf>[0], properties = release.properties): string =>
    fieldsOf(uses, { content: { ...release, properties }, names, indent: '  ' })
  const optional = (list: readonly string[]) => list.map(name => ({ name, required: false }))

  const enums = [...names.enums].map(([name, type]) => `export type ${type} = ${enumType(release, name)}\n`)
  const types = [...names.types].map(([name, type]) => {
    const { say, props = [] } = release.types[name] ?? {}
    return `${docComment([told(say)])}export type ${type} = {\n${fields(props)}}\n`
  })
  const each = events.map(event => {
    const type = eventNames.get(event.name) as string
    return `${eventType(event, type, { content: release, names, source })}\n${functionOf(event, type)}`
  })
  const map = events.map(({ name }) => `  ${name}: ${eventNames.get(name)}\n`).join('')
  return [
    ...enums,
    ...types,
    ...each,
    `/** Super properties, for \`register\`. */\nexport type SuperProperties = {\n${fields(optional(release.every_event[source] ?? []))}}\n`,
    `/** What is known of a user, for \`identify\`. */\nexport type Profile = {\n${fields(optional(Object.keys(release.profile)), release.profile)}}\n`,
    `/** Every event that a ${source} source sends, for \`createTracker<Events>()\`. */\nexport type Events = {\n${map}}\n`,
  ]
}

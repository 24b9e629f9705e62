import type { SourceKind } from '@maidian/schemas'
import { type Release, stampOf } from '../model.ts'
import { docComment, told } from './doc-comment.ts'
import { eventFunction, eventType } from './event-type.ts'
import { fieldsOf } from './fields.ts'
import { createTypeNames } from './names.ts'
import { enumType, type TypeNames } from './property-type.ts'

/**
 * The TypeScript file of a plan for one kind of source: a function and a type per event, `Events` for
 * `createTracker<Events>()`, `Profile` for `identify`, `SuperProperties` for `register`. Whatever a page does not use is
 * left out of its bundle.
 */
export const typesFile = (release: Release, source: SourceKind): string => {
  const nameOf = createTypeNames()
  const events = Object.values(release.events).filter(
    event => event.status !== 'removed' && event.sources[source] !== undefined,
  )
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
    return `${eventType(event, type, { content: release, names, source })}\n${eventFunction(event, type)}`
  })
  const map = events.map(({ name }) => `  ${name}: ${eventNames.get(name)}\n`).join('')
  return [
    `// Made by \`maidian plan types\` from the tracking plan ${release.plan}. Change the plan, not this file.\n`,
    `const PLAN = '${stampOf(release)}'\n`,
    ...enums,
    ...types,
    ...each,
    `/** Super properties, for \`register\`. */\nexport type SuperProperties = {\n${fields(optional(release.every_event[source] ?? []))}}\n`,
    `/** What is known of a user, for \`identify\`. */\nexport type Profile = {\n${fields(optional(Object.keys(release.profile)), release.profile)}}\n`,
    `/** Every event that a ${source} source sends, for \`createTracker<Events>()\`. */\nexport type Events = {\n${map}}\n`,
  ].join('\n')
}

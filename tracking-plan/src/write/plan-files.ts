import type { TextFile } from '../load/read-folder.ts'
import type { Enumeration, ItemType, PlanContent, PlanEvent, Property, PropertyUse, Span, Text } from '../model.ts'
import { block, flow } from './flow.ts'

type Languages = readonly string[]

/** A text as it is written: plain where the first language is the only one. */
const said = (text: Text, languages: Languages): string | Text => {
  const [first = ''] = languages
  const entries = Object.entries(text)
  return entries.length === 1 && entries[0]?.[0] === first ? (entries[0][1] as string) : text
}

const span = ({ min, max }: Span): string => `${min ?? ''}..${max ?? ''}`

const writtenProperty = (property: Property, languages: Languages): Record<string, unknown> => {
  const { name: _, type, of, item, say, range, length, size, enum: named, ...rest } = property
  const is = type === 'list' ? { list: item ?? of } : type === 'enum' ? { enum: named } : { type }
  return {
    ...is,
    ...(range && { range: span(range) }),
    ...(length?.min !== undefined && { min: length.min }),
    ...(length?.max !== undefined && { max: length.max }),
    ...(size && { size: span(size) }),
    ...rest,
    say: said(say, languages),
  }
}

const writtenUse = ({ name, required, say }: PropertyUse, languages: Languages): unknown => {
  const written = `${name}${required ? '!' : ''}`
  return say ? { [written]: said(say, languages) } : written
}

const writtenEvent = (event: PlanEvent, { languages, defaults }: PlanContent): string => {
  const { name, version: _, title, say, fires, props, variants, owner, status, ...rest } = event
  const uses = (list: readonly PropertyUse[]): unknown[] => list.map(use => writtenUse(use, languages))
  const { when, not, shot } = fires
  return block({
    event: name,
    title: said(title, languages),
    say: say && said(say, languages),
    status: status === 'live' ? undefined : status,
    owner: owner === defaults.owner ? undefined : owner,
    fires: {
      when: when && said(when, languages),
      not: not && said(not, languages),
      shot,
    },
    props: uses(props),
    variants: variants && {
      by: variants.by,
      when: Object.fromEntries(Object.entries(variants.when).map(([value, list]) => [value, uses(list)])),
    },
    ...rest,
  })
}

const writtenEnum = ({ values }: Enumeration, languages: Languages): Record<string, unknown> =>
  Object.fromEntries(
    values.map(({ value, say, renamed_from }) => [
      value,
      renamed_from === undefined ? said(say, languages) : { say: said(say, languages), renamed_from },
    ]),
  )

const writtenType = ({ say, props }: ItemType, languages: Languages): Record<string, unknown> => ({
  say: said(say, languages),
  props: props.map(use => writtenUse(use, languages)),
})

const each = <T>(map: Readonly<Record<string, T>>, write: (one: T) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(map).map(([name, one]) => [name, write(one)]))

/**
 * A plan as the folder of files that a person would keep: read again, it is the same plan. Files that would be empty are
 * left out.
 */
export const planFiles = (content: PlanContent): TextFile[] => {
  const { languages } = content
  const { plan, title, defaults, every_event, user, supersedes, retired } = content
  const some = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined)
  const head = block({
    plan,
    title: title && said(title, languages),
    languages,
    defaults,
    every_event: some(every_event),
    user,
    supersedes: some(supersedes),
    retired: retired.length > 0 ? retired : undefined,
  })
  const dictionary: [string, Record<string, unknown>][] = [
    ['properties/properties.yaml', each(content.properties, one => writtenProperty(one, languages))],
    ['profile/profile.yaml', each(content.profile, one => writtenProperty(one, languages))],
    ['types/types.yaml', each(content.types, one => writtenType(one, languages))],
    [
      'questions/questions.yaml',
      each(content.questions, ({ name: _, title: asked, ...rest }) => ({ title: said(asked, languages), ...rest })),
    ],
  ]
  const enums = Object.values(content.enums)
    .map(one => `${flow(one.name)}:\n${block(writtenEnum(one, languages), '  ')}`)
    .join('')
  return [
    { path: 'plan.yaml', text: head },
    ...dictionary.map(([path, map]) => ({ path, text: block(map) })),
    { path: 'enums/enums.yaml', text: enums },
    ...Object.values(content.events).map(event => ({
      path: `events/${event.name}.yaml`,
      text: writtenEvent(event, content),
    })),
  ].filter(({ text }) => text !== '')
}

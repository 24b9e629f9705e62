import type { Subject } from '../load/places.ts'
import type { TextFile } from '../load/read-folder.ts'
import type { PlanContent } from '../model.ts'
import { enumInput, eventInput, planInput, propertyInput, questionInput, typeInput, type Written } from './inputs.ts'
import { topicsOf } from './topics.ts'
import { yamlMap, yamlPair } from './yaml-lines.ts'

/** Remarks that stand above things of the plan, or above a key of an event: `property:price`, `event:purchase/sources`. */
export type Remarks = Partial<Record<Subject | `${Subject}/${string}`, readonly string[]>>

/** Characters of a file at most; the loader takes 128 KiB, and a character of Chinese is three bytes. */
const MAX_CHARACTERS = 30_000

type Entry = { topic: string; lines: string[] }

const remarkLines = (remarks: readonly string[] = []): string[] =>
  remarks.map(remark => `# ${remark.replaceAll(/\s+/g, ' ').trim()}`)

/** One file for each topic, and further ones where it grows too large. */
const topicFiles = (folder: string, entries: readonly Entry[]): TextFile[] =>
  [...Map.groupBy(entries, ({ topic }) => topic)].flatMap(([topic, own]) => {
    const texts: string[] = ['']
    for (const { lines } of own) {
      const text = `${lines.join('\n')}\n`
      const last = texts.length - 1
      if (texts[last] !== '' && `${texts[last]}${text}`.length > MAX_CHARACTERS) texts.push(text)
      else texts[last] += text
    }
    return texts.map((text, i) => ({ path: `${folder}/${topic}${i === 0 ? '' : `_${i + 1}`}.yaml`, text }))
  })

const eventText = (written: Written, subject: `event:${string}`, remarks: Remarks): string => {
  const lines = Object.entries(written).flatMap(([key, value]) =>
    value === undefined ? [] : [...remarkLines(remarks[`${subject}/${key}`]), ...yamlPair(key, value)],
  )
  return `${[...remarkLines(remarks[subject]), ...lines].join('\n')}\n`
}

/**
 * A plan as the folder of YAML that a person would write: what is one thing stands in one line, a thing that nobody
 * else uses with its team. Reading the files gives the same plan; versions and reserved names come from releases.
 */
export const planFiles = (content: PlanContent, { remarks = {} }: { remarks?: Remarks } = {}): TextFile[] => {
  const { languages } = content
  const topics = topicsOf(content)
  const entry = (subject: Subject, topic: string, written: Written): Entry => {
    const said = remarkLines(remarks[subject])
    // A remark is about the next line, so what it is about stays in one.
    const pair = yamlPair(subject.slice(subject.indexOf(':') + 1), written, { oneLine: said.length > 0 })
    return { topic, lines: [...said, ...pair] }
  }
  const properties = Object.values(content.properties).map(one =>
    entry(`property:${one.name}`, topics.property(one.name), propertyInput(one, languages)),
  )
  const profile = Object.values(content.profile).map(one =>
    entry(`profile:${one.name}`, 'profile', propertyInput(one, languages)),
  )
  // Values of an enum are a list that grows: one line each, however few.
  const enums = Object.values(content.enums).map(one => ({
    topic: topics.enumeration(one.name),
    lines: [`${one.name}:`, ...yamlMap(enumInput(one, languages), { indent: '  ' })],
  }))
  const types = Object.values(content.types).map(one => ({
    topic: one.name,
    lines: [`${one.name}:`, ...yamlMap(typeInput(one, languages), { indent: '  ' })],
  }))
  const questions = Object.values(content.questions).map(one =>
    entry(`question:${one.name}`, 'questions', questionInput(one, languages)),
  )
  return [
    { path: 'plan.yaml', text: `${yamlMap(planInput(content)).join('\n')}\n` },
    ...topicFiles('properties', properties),
    ...topicFiles('profile', profile),
    ...topicFiles('enums', enums),
    ...topicFiles('types', types),
    ...topicFiles('questions', questions),
    ...Object.values(content.events).map(event => ({
      path: `events/${event.name}.yaml`,
      text: eventText(eventInput(event, content), `event:${event.name}`, remarks),
    })),
  ]
}

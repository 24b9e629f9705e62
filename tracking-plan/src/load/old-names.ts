import type { PlanContent, PropertyUse } from '../model.ts'
import type { Problem } from '../problem.ts'
import type { Places, Subject } from './places.ts'

type Renames = ReadonlyMap<string, string>
type Met = { subject: Subject; path: (string | number)[]; name: string }

/** old → new, of names that are gone and that exactly one property had before. */
const renamesOf = ({ properties }: PlanContent): Renames => {
  const renames = new Map<string, string>()
  const twice = new Set<string>()
  for (const { name, renamed_from: old } of Object.values(properties)) {
    if (old === undefined || Object.hasOwn(properties, old)) continue
    if (renames.has(old)) twice.add(old)
    renames.set(old, name)
  }
  for (const old of twice) renames.delete(old)
  return renames
}

const inText = (text: string, renames: Renames): string =>
  text.replace(/[a-z_][a-z0-9_]*/g, word => renames.get(word) ?? word)

const inKeys = <T>(record: Record<string, T>, renames: Renames): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [renames.get(name) ?? name, value]))

/**
 * A renamed property is edited in one place: events and types that still use its old name mean the new one. Changes the
 * plan, and tells where somebody, or `lint --fix`, should write the new name.
 */
export const resolveOldNames = (content: PlanContent, places: Places): Problem[] => {
  const renames = renamesOf(content)
  if (renames.size === 0) return []
  const met: Met[] = []
  const nameNow = (name: string, subject: Subject, path: (string | number)[]): string => {
    const now = renames.get(name)
    if (now !== undefined) met.push({ subject, path, name })
    return now ?? name
  }
  const uses = (list: PropertyUse[], subject: Subject, path: (string | number)[]): void =>
    list.forEach((use, i) => {
      use.name = nameNow(use.name, subject, [...path, i])
    })

  for (const type of Object.values(content.types)) uses(type.props, `type:${type.name}`, ['props'])
  for (const names of Object.entries(content.every_event)) {
    const [kind, list = []] = names
    list.forEach((name, i) => {
      list[i] = nameNow(name, `plan:${content.plan}`, ['every_event', kind, i])
    })
  }
  for (const event of Object.values(content.events)) {
    const subject = `event:${event.name}` as const
    uses(event.props, subject, ['props'])
    event.once_per?.forEach((name, i, list) => {
      list[i] = nameNow(name, subject, ['once_per', i])
    })
    if (event.variants) {
      event.variants.by = nameNow(event.variants.by, subject, ['variants', 'by'])
      for (const [value, list] of Object.entries(event.variants.when)) uses(list, subject, ['variants', 'when', value])
    }
    if (event.rules) event.rules = event.rules.map(text => inText(text, renames))
    if (event.example) event.example = inKeys(event.example, renames)
    for (const binding of event.bindings ?? []) binding.props = inKeys(binding.props, renames)
  }
  return met.map(({ subject, path, name }): Problem => {
    const now = renames.get(name) as string
    const written = places.written(subject, path)
    return {
      rule: 'property.old_name',
      severity: 'warning',
      place: places.of(subject, path),
      message: `${name} is called ${now} now; write ${now}`,
      ...(written && { fix: [{ ...written, text: inText(written.text, new Map([[name, now]])) }] }),
    }
  })
}

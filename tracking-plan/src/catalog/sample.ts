import type { PlanContent, PlanEvent, Property, PropertyUse, ScalarType } from '../model.ts'

const SCALARS: Record<ScalarType, unknown> = {
  string: '…',
  id: '…',
  int: 1,
  number: 1,
  decimal: 1,
  bool: true,
  date: '2026-11-01',
  time: '2026-11-01T10:00:00+08:00',
  enum: '…',
}

const valueFor = (property: Property, content: PlanContent): unknown => {
  const { type, of = 'string', item, example, enum: named, range } = property
  if (example !== undefined) return example
  const scalar = (one: ScalarType): unknown => {
    if (one === 'enum') return content.enums[named ?? '']?.values[0]?.value ?? SCALARS.enum
    return typeof SCALARS[one] === 'number' ? (range?.min ?? range?.max ?? 1) : SCALARS[one]
  }
  if (type !== 'list') return scalar(type)
  return [item === undefined ? scalar(of) : requiredOf(content.types[item]?.props ?? [], content)]
}

const requiredOf = (uses: readonly PropertyUse[], content: PlanContent): Record<string, unknown> =>
  Object.fromEntries(
    uses.flatMap(({ name, required }) => {
      const property = content.properties[name]
      return required && property ? [[name, valueFor(property, content)]] : []
    }),
  )

/** What an event may look like: its example, or what is required of it with values of the right types. */
export const sampleOf = ({ example, props }: PlanEvent, content: PlanContent): Record<string, unknown> =>
  example ?? requiredOf(props, content)

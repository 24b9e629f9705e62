import type { PlanContent, Property, ScalarType } from '../model.ts'

/** What the types of enums and list elements are called. */
export type TypeNames = { enums: ReadonlyMap<string, string>; types: ReadonlyMap<string, string> }

const SCALARS: Record<Exclude<ScalarType, 'enum'>, string> = {
  string: 'string',
  id: 'string',
  int: 'number',
  number: 'number',
  decimal: 'number',
  bool: 'boolean',
  date: 'string',
  time: 'Date | number | string',
}

/** `'wechat' | 'alipay'`; an open one still completes and takes any text. */
export const enumType = ({ enums }: Pick<PlanContent, 'enums'>, name: string): string =>
  (enums[name]?.values ?? [])
    .map(({ value }) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`)
    .join(' | ') || 'string'

const scalarType = (type: ScalarType, property: Property, { enums }: TypeNames): string => {
  if (type !== 'enum') return SCALARS[type]
  const name = enums.get(property.enum ?? '') ?? 'string'
  return property.open ? `${name} | (string & {})` : name
}

/** A property's type in TypeScript. */
export const propertyType = (property: Property, names: TypeNames): string => {
  const { type, item, of = 'string', nullable } = property
  const element = item === undefined ? scalarType(of, property, names) : (names.types.get(item) ?? 'object')
  const single =
    type === 'list' ? (/[ |]/.test(element) ? `(${element})[]` : `${element}[]`) : scalarType(type, property, names)
  return nullable ? `${single} | null` : single
}

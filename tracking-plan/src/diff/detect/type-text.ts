import type { Property } from '../../model.ts'

const scalarText = (type: string, scale: number | undefined): string =>
  type === 'decimal' && scale !== undefined ? `decimal(${scale})` : type

/** What decides the column of a property: `int`, `decimal(2)`, `list of string`, `list of objects`. */
export const typeText = ({ type, of, scale }: Property): string => {
  if (type !== 'list') return scalarText(type, scale)
  return of === undefined ? 'list of objects' : `list of ${scalarText(of, scale)}`
}

import type { Property, ScalarType } from '../../model.ts'

/** The type of a property's value, or of the elements of its list; undefined for a list of objects. */
export const valueType = ({ type, of, item }: Property): ScalarType | undefined => {
  if (item !== undefined) return undefined
  return type === 'list' ? of : type
}

/** True for what can be added up. */
export const isNumber = (property: Property): boolean =>
  ['int', 'number', 'decimal'].includes(valueType(property) ?? '')

/** True for what can be hashed or masked. */
export const isText = (property: Property): boolean => ['string', 'id'].includes(valueType(property) ?? '')

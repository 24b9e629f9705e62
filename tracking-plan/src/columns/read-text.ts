import type { Property, ScalarType } from '../model.ts'

/** Digits after the point with which a text is read before it is rounded: more than a number has. */
const READ_SCALE = 40

/**
 * SQL that reads a text (an expression) as a type: how a column answers for events that were stored before it was there,
 * and for values that did not fit. What cannot be read is NULL. Agrees with `fitValue` on every value that fits.
 */
export const readText = (type: ScalarType, text: string, { scale = 0 }: Pick<Property, 'scale'>): string => {
  switch (type) {
    case 'string':
    case 'id':
    case 'enum':
      return text
    case 'int':
      return `toInt64OrNull(${text})`
    case 'number':
      return `if(isFinite(toFloat64OrNull(${text})), toFloat64OrNull(${text}), NULL)`
    case 'decimal':
      return `toDecimal64OrNull(toString(round(toDecimal256OrNull(${text}, ${READ_SCALE}), ${scale})), ${scale})`
    case 'bool':
      return `multiIf(${text} = 'true', true, ${text} = 'false', false, NULL)`
    case 'date':
      return `if(match(${text}, '^\\\\d{4}-\\\\d{2}-\\\\d{2}$'), toDate32OrNull(${text}), NULL)`
    case 'time':
      return `if(match(${text}, '^-?\\\\d+$'), fromUnixTimestamp64Milli(ifNull(toInt64OrNull(${text}), 0), 'UTC'), parseDateTime64BestEffortOrNull(${text}, 3, 'UTC'))`
  }
}

/** The same of a JSON value, raw: `"p-1"`, `12.5`, `true`. */
export const readJson = (type: ScalarType, raw: string, property: Pick<Property, 'scale'>): string => {
  const unquoted = `if(startsWith(${raw}, '"'), JSONExtractString(${raw}), ${raw})`
  if (type === 'string' || type === 'id' || type === 'enum') return `JSONExtractString(${raw})`
  return type === 'date' || type === 'time' ? readText(type, unquoted, property) : readText(type, raw, property)
}

import type { Property } from '../../model.ts'
import { valueType } from './value-type.ts'

/** How to write a number that was meant as a text: with quotes, as it stands there. */
export const quoteNumber = (
  property: Property | undefined,
  value: unknown,
): { rewrite?: (written: string) => string } =>
  property && typeof value === 'number' && ['string', 'id', 'enum'].includes(valueType(property) ?? '')
    ? { rewrite: written => JSON.stringify(written) }
    : {}

import type { Property, ScalarType } from '../model.ts'

/** The ClickHouse type of a single value. */
export const scalarColumn = (type: ScalarType, { scale = 0 }: Pick<Property, 'scale'>): string => {
  switch (type) {
    case 'string':
    case 'id':
      return 'String'
    case 'enum':
      return 'LowCardinality(String)'
    case 'int':
      return 'Nullable(Int64)'
    case 'number':
      return 'Nullable(Float64)'
    case 'decimal':
      return `Nullable(Decimal(18, ${scale}))`
    case 'bool':
      return 'Nullable(Bool)'
    case 'date':
      return 'Nullable(Date32)'
    case 'time':
      return "Nullable(DateTime64(3, 'UTC'))"
  }
}

/** Types whose absence is the empty text; all others can be NULL. */
export const isText = (type: ScalarType): boolean => type === 'string' || type === 'id' || type === 'enum'

import type { FilterRow } from '../question/filter-row.ts'
import { changed, type Keyed, removed } from '../question/keyed.ts'
import { FilterRowField } from './filter-row-field.tsx'

type FilterRowsProps = {
  label: string
  rows: readonly Keyed<FilterRow>[]
  onChange: (rows: Keyed<FilterRow>[]) => void
  error?: string | undefined
}

/** Conditions that must all hold; where there is none, nothing. */
export const FilterRows = ({ label, rows, onChange, error }: FilterRowsProps) => {
  if (rows.length === 0) return null
  return (
    <fieldset className="filter-rows">
      <legend className="unseen">{label}</legend>
      {rows.map(row => (
        <FilterRowField
          key={row.key}
          row={row}
          onChange={change => onChange(changed<FilterRow>(rows, row.key, change))}
          onRemove={() => onChange(removed<FilterRow>(rows, row.key))}
        />
      ))}
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

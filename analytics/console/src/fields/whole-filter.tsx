import { useTranslation } from 'react-i18next'
import type { FilterRow } from '../question/filter-row.ts'
import type { Keyed } from '../question/keyed.ts'
import { AddCondition } from './add-condition.tsx'
import { FilterRows } from './filter-rows.tsx'

type WholeFilterProps = {
  rows: readonly Keyed<FilterRow>[]
  onChange: (rows: Keyed<FilterRow>[]) => void
  error: string | undefined
}

/** What must hold for every event that a question looks at. */
export const WholeFilter = ({ rows, onChange, error }: WholeFilterProps) => {
  const { t } = useTranslation()
  return (
    <div className="field whole-filter">
      <span className="field-label">{t('filter.whole')}</span>
      <FilterRows label={t('filter.whole')} rows={rows} error={error} onChange={onChange} />
      <AddCondition rows={rows} onChange={onChange} />
    </div>
  )
}

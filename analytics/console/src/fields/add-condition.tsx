import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../app/icon.tsx'
import type { FilterRow } from '../question/filter-row.ts'
import { added, type Keyed } from '../question/keyed.ts'

const NEW_ROW: FilterRow = { property: '', operator: 'is', values: [] }

type AddConditionProps = { rows: readonly Keyed<FilterRow>[]; onChange: (rows: Keyed<FilterRow>[]) => void }

export const AddCondition = ({ rows, onChange }: AddConditionProps) => {
  const { t } = useTranslation()
  return (
    <Button
      type="text"
      className="quiet-button"
      icon={<Icon name="add" />}
      onClick={() => onChange(added<FilterRow>(rows, NEW_ROW))}
    >
      {t('filter.add')}
    </Button>
  )
}

import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../app/icon.tsx'
import { type FilterRow, OPERATORS, type Operator, takesNoValue, takesSeveral } from '../question/filter-row.ts'
import { Field } from './field.tsx'
import { PropertyInput } from './property-input.tsx'
import { WordsInput } from './words-input.tsx'

type FilterRowFieldProps = { row: FilterRow; onChange: (change: Partial<FilterRow>) => void; onRemove: () => void }

/** One condition: property, comparison, value. */
export const FilterRowField = ({ row, onChange, onRemove }: FilterRowFieldProps) => {
  const { t } = useTranslation()
  return (
    <div className="filter-row">
      <Field label={t('filter.property')} quiet className="filter-property">
        {tied => <PropertyInput tied={tied} value={row.property} onChange={property => onChange({ property })} />}
      </Field>
      <Field label={t('filter.operator')} quiet className="filter-operator">
        {tied => (
          <Select
            {...tied}
            value={row.operator}
            options={OPERATORS.map(value => ({ value, label: t(`filter.op.${value}`) }))}
            popupMatchSelectWidth={false}
            onChange={(operator: Operator) => onChange({ operator })}
          />
        )}
      </Field>
      {!takesNoValue(row.operator) && <Value row={row} onChange={onChange} />}
      <Button type="text" aria-label={t('filter.remove')} icon={<Icon name="remove" />} onClick={onRemove} />
    </div>
  )
}

const Value = ({ row, onChange }: Pick<FilterRowFieldProps, 'row' | 'onChange'>) => {
  const { t } = useTranslation()
  const several = takesSeveral(row.operator)
  return (
    <Field label={several ? t('filter.values') : t('filter.value')} quiet className="filter-value">
      {tied =>
        several ? (
          <WordsInput
            tied={tied}
            values={row.values}
            placeholder={t('filter.value')}
            onChange={values => onChange({ values })}
          />
        ) : (
          <Input
            {...tied}
            value={row.values[0] ?? ''}
            placeholder={t('filter.value')}
            onChange={event => onChange({ values: [event.target.value] })}
          />
        )
      }
    </Field>
  )
}

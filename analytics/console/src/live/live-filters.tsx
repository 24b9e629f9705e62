import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { EventInput } from '../fields/event-input.tsx'
import { Field } from '../fields/field.tsx'
import { type LiveFilter, VERDICTS } from './live-filter.ts'

type LiveFiltersProps = { filter: LiveFilter; onChange: (change: Partial<LiveFilter>) => void }

export const LiveFilters = ({ filter, onChange }: LiveFiltersProps) => {
  const { t } = useTranslation()
  return (
    <>
      <Field label={t('live.event')}>
        {tied => <EventInput tied={tied} value={filter.event} onChange={event => onChange({ event })} />}
      </Field>
      <Field label={t('live.verdict')}>
        {tied => (
          <Select
            {...tied}
            value={filter.verdict}
            options={[
              { value: '', label: t('live.anyVerdict') },
              ...VERDICTS.map(value => ({ value, label: t(`verdict.${value}`) })),
            ]}
            onChange={verdict => onChange({ verdict })}
          />
        )}
      </Field>
      <Field label={t('live.text')}>
        {tied => (
          <Input
            {...tied}
            value={filter.text}
            placeholder={t('live.textHint')}
            allowClear
            onChange={event => onChange({ text: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

import { AutoComplete } from 'antd'
import { useTranslation } from 'react-i18next'
import { useEventNames } from '../api/use-event-names.ts'
import { useFormats } from '../format/use-formats.ts'
import type { Tied } from './field.tsx'

type EventInputProps = { tied: Tied; value: string; onChange: (value: string) => void; placeholder?: string }

/** The name of an event: one that was seen, or any other that the reader knows. */
export const EventInput = ({ tied, value, onChange, placeholder }: EventInputProps) => {
  const { t } = useTranslation()
  const { count } = useFormats()
  const { data } = useEventNames()
  const options = (data?.events ?? []).map(event => ({
    value: event.name,
    label: (
      <span className="option">
        <span className="option-name">{event.name}</span>
        <span className="hint number">{count(event.count)}</span>
      </span>
    ),
  }))
  return (
    <AutoComplete
      {...tied}
      className="grow"
      value={value}
      options={options}
      showSearch={{ filterOption: (text, option) => option?.value.toLowerCase().includes(text.toLowerCase()) ?? false }}
      popupMatchSelectWidth={280}
      placeholder={placeholder ?? t('funnel.eventHint')}
      onChange={(text?: string) => onChange(text ?? '')}
    />
  )
}

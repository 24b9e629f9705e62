import { AutoComplete } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Tied } from './field.tsx'
import { KNOWN_PROPERTIES } from './known-properties.ts'

type PropertyInputProps = { tied: Tied; value: string; onChange: (value: string) => void; placeholder?: string }

/** A base column such as `$city`, or the plain name of a property of the events. */
export const PropertyInput = ({ tied, value, onChange, placeholder }: PropertyInputProps) => {
  const { t } = useTranslation()
  const options = KNOWN_PROPERTIES.map(name => ({
    value: `$${name}`,
    named: t(`prop.${name}`).toLowerCase(),
    label: (
      <span className="option">
        <span className="option-name">${name}</span>
        <span className="hint">{t(`prop.${name}`)}</span>
      </span>
    ),
  }))
  return (
    <AutoComplete
      {...tied}
      className="grow"
      value={value}
      options={options}
      allowClear
      popupMatchSelectWidth={280}
      placeholder={placeholder ?? t('filter.property')}
      showSearch={{
        filterOption: (text, option) =>
          option !== undefined && `${option.value} ${option.named}`.includes(text.toLowerCase()),
      }}
      onChange={(text?: string) => onChange(text ?? '')}
    />
  )
}

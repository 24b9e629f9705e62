import { InputNumber, Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../fields/field.tsx'

const UNITS = ['m', 'h', 'd'] as const
const UNIT_NAMES = { m: 'unit.minutes', h: 'unit.hours', d: 'unit.days' } as const
const MOST = 999_999

type WindowFieldProps = { value: string; onChange: (value: string) => void; error?: string | undefined }

/** `7d` as a number and its unit. */
export const WindowField = ({ value, onChange, error }: WindowFieldProps) => {
  const { t } = useTranslation()
  const unit = value.slice(-1)
  const count = Number.parseInt(value, 10)
  return (
    <Field label={t('funnel.window')} error={error} hint={t('funnel.windowHint')} className="window">
      {tied => (
        <Space.Compact block>
          <InputNumber<number>
            {...tied}
            className="window-count"
            value={Number.isNaN(count) ? null : count}
            min={1}
            max={MOST}
            precision={0}
            onChange={next => onChange(`${next ?? 1}${unit}`)}
          />
          <Select
            aria-label={t('funnel.windowUnit')}
            value={unit}
            options={UNITS.map(each => ({ value: each, label: t(UNIT_NAMES[each]) }))}
            onChange={next => onChange(`${Number.isNaN(count) ? 1 : count}${next}`)}
          />
        </Space.Compact>
      )}
    </Field>
  )
}

import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { isDate, isPreset, RANGE_PRESETS, type Range } from '../question/range.ts'
import { Field } from './field.tsx'

type RangeFieldProps = {
  range: Range
  onChange: (range: Range) => void
  fromError?: string | undefined
  toError?: string | undefined
}

const CUSTOM = 'custom'
const DAY_MS = 86_400_000

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** A preset counted back from now, or two dates, both included. */
export const RangeField = ({ range, onChange, fromError, toError }: RangeFieldProps) => {
  const { t } = useTranslation()
  const custom = !isPreset(range)
  const choose = (choice: string): void =>
    onChange(
      choice === CUSTOM ? { from: dayOf(Date.now() - 29 * DAY_MS), to: dayOf(Date.now()) } : { from: choice, to: '' },
    )
  return (
    <>
      <Field label={t('range.label')} error={custom ? undefined : fromError} {...(custom && { hint: t('range.zone') })}>
        {tied => (
          <Select
            {...tied}
            value={custom ? CUSTOM : range.from}
            options={[...RANGE_PRESETS, CUSTOM].map(value => ({
              value,
              label: t(`range.${value as (typeof RANGE_PRESETS)[number] | typeof CUSTOM}`),
            }))}
            onChange={choose}
          />
        )}
      </Field>
      {custom && (
        <>
          <Moment
            label={t('range.from')}
            value={range.from}
            error={fromError}
            onChange={from => onChange({ ...range, from })}
          />
          <Moment label={t('range.to')} value={range.to} error={toError} onChange={to => onChange({ ...range, to })} />
        </>
      )}
    </>
  )
}

type MomentProps = { label: string; value: string; error: string | undefined; onChange: (value: string) => void }

/** A date is picked; an instant that came by a link is text, and stays as it is. */
const Moment = ({ label, value, error, onChange }: MomentProps) => (
  <Field label={label} error={error} className="moment">
    {tied => (
      <Input
        {...tied}
        type={value === '' || isDate(value) ? 'date' : 'text'}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
    )}
  </Field>
)

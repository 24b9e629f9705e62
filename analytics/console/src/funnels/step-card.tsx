import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../app/icon.tsx'
import { AddCondition } from '../fields/add-condition.tsx'
import { EventInput } from '../fields/event-input.tsx'
import { Field } from '../fields/field.tsx'
import { FilterRows } from '../fields/filter-rows.tsx'
import type { StepDraft } from '../question/funnel-draft.ts'

type StepCardProps = {
  /** From 1. */
  place: number
  last: boolean
  step: StepDraft
  onChange: (change: Partial<StepDraft>) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  eventError: string | undefined
  whereError: string | undefined
}

export const StepCard = ({ place, last, step, onChange, onMove, onRemove, eventError, whereError }: StepCardProps) => {
  const { t } = useTranslation()
  const named = { step: place }
  return (
    <li className="step">
      <span className="step-place" aria-hidden="true">
        {place}
      </span>
      <div className="step-body">
        <div className="step-line">
          <Field label={t('funnel.event', named)} quiet error={eventError} className="grow">
            {tied => <EventInput tied={tied} value={step.event} onChange={event => onChange({ event })} />}
          </Field>
          <AddCondition rows={step.where} onChange={where => onChange({ where })} />
          <span className="step-tools">
            <Button
              type="text"
              icon={<Icon name="up" />}
              aria-label={t('funnel.up', named)}
              disabled={place === 1}
              onClick={() => onMove(-1)}
            />
            <Button
              type="text"
              icon={<Icon name="down" />}
              aria-label={t('funnel.down', named)}
              disabled={last}
              onClick={() => onMove(1)}
            />
            <Button
              type="text"
              icon={<Icon name="remove" />}
              aria-label={t('funnel.remove', named)}
              disabled={place === 1 && last}
              onClick={onRemove}
            />
          </span>
        </div>
        <FilterRows
          label={t('filter.ofStep', named)}
          rows={step.where}
          error={whereError}
          onChange={where => onChange({ where })}
        />
      </div>
    </li>
  )
}

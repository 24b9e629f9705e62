import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { errorAt } from '../api/error-at.ts'
import { Icon } from '../app/icon.tsx'
import { MOST_STEPS, NEW_STEP, type StepDraft } from '../question/funnel-draft.ts'
import { added, changed, type Keyed, moved, removed } from '../question/keyed.ts'
import { StepCard } from './step-card.tsx'

type StepsFieldProps = {
  steps: readonly Keyed<StepDraft>[]
  onChange: (steps: Keyed<StepDraft>[]) => void
  error: Error | null
}

/** The steps of a funnel, in the order in which users should do them. */
export const StepsField = ({ steps, onChange, error }: StepsFieldProps) => {
  const { t } = useTranslation()
  return (
    <section aria-label={t('funnel.steps')}>
      <h2 className="field-label">{t('funnel.steps')}</h2>
      <ol className="steps">
        {steps.map((step, i) => (
          <StepCard
            key={step.key}
            place={i + 1}
            last={i === steps.length - 1}
            step={step}
            eventError={errorAt(error, `steps[${i}].event`)}
            whereError={errorAt(error, `steps[${i}].where`)}
            onChange={change => onChange(changed<StepDraft>(steps, step.key, change))}
            onMove={by => onChange(moved<StepDraft>(steps, step.key, by))}
            onRemove={() => onChange(removed<StepDraft>(steps, step.key))}
          />
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <Button
          type="dashed"
          className="add-step"
          icon={<Icon name="add" />}
          onClick={() => onChange(added<StepDraft>(steps, NEW_STEP))}
        >
          {t('funnel.add')}
        </Button>
      )}
    </section>
  )
}

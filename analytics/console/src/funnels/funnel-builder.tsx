import { useTranslation } from 'react-i18next'
import { RunBar } from '../answer/run-bar.tsx'
import { errorAt } from '../api/error-at.ts'
import { AudienceField } from '../fields/audience-field.tsx'
import { Field } from '../fields/field.tsx'
import { PropertyInput } from '../fields/property-input.tsx'
import { RangeField } from '../fields/range-field.tsx'
import { WholeFilter } from '../fields/whole-filter.tsx'
import type { FunnelDraft } from '../question/funnel-draft.ts'
import { StepsField } from './steps-field.tsx'
import { WindowField } from './window-field.tsx'

type FunnelBuilderProps = {
  draft: FunnelDraft
  onChange: (change: Partial<FunnelDraft>) => void
  onAsk: () => void
  running: boolean
  changed: boolean
  /** What the API answered to the question that was asked last. */
  error: Error | null
  problem: string | undefined
}

/** The whole question as a form. */
export const FunnelBuilder = ({ draft, onChange, onAsk, running, changed, error, problem }: FunnelBuilderProps) => {
  const { t } = useTranslation()
  return (
    <form
      className="card builder"
      onSubmit={event => {
        event.preventDefault()
        onAsk()
      }}
    >
      <StepsField steps={draft.steps} error={error} onChange={steps => onChange({ steps })} />
      <div className="builder-fields">
        <RangeField
          range={draft.range}
          fromError={errorAt(error, 'from')}
          toError={errorAt(error, 'to')}
          onChange={range => onChange({ range })}
        />
        <WindowField value={draft.window} error={errorAt(error, 'window')} onChange={window => onChange({ window })} />
        <Field label={t('funnel.by')} error={errorAt(error, 'breakdown')}>
          {tied => (
            <PropertyInput
              tied={tied}
              value={draft.by}
              placeholder={t('funnel.byHint')}
              onChange={by => onChange({ by })}
            />
          )}
        </Field>
        <AudienceField audience={draft} onChange={onChange} />
        <WholeFilter rows={draft.where} error={errorAt(error, 'where')} onChange={where => onChange({ where })} />
      </div>
      <RunBar running={running} changed={changed} error={problem} />
    </form>
  )
}

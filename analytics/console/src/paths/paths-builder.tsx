import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { RunBar } from '../answer/run-bar.tsx'
import { errorAt } from '../api/error-at.ts'
import { AudienceField } from '../fields/audience-field.tsx'
import { EventInput } from '../fields/event-input.tsx'
import { Field } from '../fields/field.tsx'
import { RangeField } from '../fields/range-field.tsx'
import { WholeFilter } from '../fields/whole-filter.tsx'
import { WordsInput } from '../fields/words-input.tsx'
import { type PathsDraft, STEPS_LEAST, STEPS_MOST } from '../question/paths-draft.ts'
import { NodesField } from './nodes-field.tsx'

const EDGE_LIMITS = [30, 60, 120, 300, 0]

type PathsBuilderProps = {
  draft: PathsDraft
  onChange: (change: Partial<PathsDraft>) => void
  onAsk: () => void
  running: boolean
  changed: boolean
  error: Error | null
}

/** The whole question as a form. */
export const PathsBuilder = ({ draft, onChange, onAsk, running, changed, error }: PathsBuilderProps) => {
  const { t } = useTranslation()
  const limits = EDGE_LIMITS.includes(draft.edgeLimit) ? EDGE_LIMITS : [draft.edgeLimit, ...EDGE_LIMITS]
  return (
    <form
      className="card builder"
      onSubmit={event => {
        event.preventDefault()
        onAsk()
      }}
    >
      <div className="builder-fields">
        <NodesField nodes={draft.nodes} onChange={nodes => onChange({ nodes })} />
        <Field label={t('paths.start')} error={errorAt(error, 'start')}>
          {tied => (
            <EventInput
              tied={tied}
              value={draft.start}
              placeholder={t('paths.startHint')}
              onChange={start => onChange({ start })}
            />
          )}
        </Field>
        <Field label={t('paths.end')} error={errorAt(error, 'end')}>
          {tied => (
            <EventInput
              tied={tied}
              value={draft.end}
              placeholder={t('paths.startHint')}
              onChange={end => onChange({ end })}
            />
          )}
        </Field>
        <Field label={t('paths.maxSteps')} error={errorAt(error, 'max_steps')}>
          {tied => (
            <InputNumber<number>
              {...tied}
              className="grow"
              min={STEPS_LEAST}
              max={STEPS_MOST}
              precision={0}
              value={draft.maxSteps}
              onChange={steps => onChange({ maxSteps: steps ?? STEPS_LEAST })}
            />
          )}
        </Field>
        <RangeField
          range={draft.range}
          fromError={errorAt(error, 'from')}
          toError={errorAt(error, 'to')}
          onChange={range => onChange({ range })}
        />
        <Field label={t('paths.edges')} error={errorAt(error, 'edge_limit')}>
          {tied => (
            <Select
              {...tied}
              value={draft.edgeLimit}
              options={limits.map(value => ({
                value,
                label: value === 0 ? t('paths.edgesAll') : t('paths.edgesOf', { n: value }),
              }))}
              onChange={edgeLimit => onChange({ edgeLimit })}
            />
          )}
        </Field>
        <Field label={t('paths.groupings')} error={errorAt(error, 'groupings')} className="wide">
          {tied => (
            <WordsInput
              tied={tied}
              values={draft.groupings}
              placeholder={t('paths.groupingsHint')}
              onChange={groupings => onChange({ groupings })}
            />
          )}
        </Field>
        <Field label={t('paths.exclude')} error={errorAt(error, 'exclude')} className="wide">
          {tied => (
            <WordsInput
              tied={tied}
              values={draft.exclude}
              placeholder={t('paths.excludeHint')}
              onChange={exclude => onChange({ exclude })}
            />
          )}
        </Field>
        <AudienceField audience={draft} onChange={onChange} />
        <WholeFilter rows={draft.where} error={errorAt(error, 'where')} onChange={where => onChange({ where })} />
      </div>
      <RunBar running={running} changed={changed} />
    </form>
  )
}

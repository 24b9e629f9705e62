import type { FunnelAnswer, FunnelQuestion } from '@maidian/schemas'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answered } from '../api/use-answer.ts'
import { useFormats } from '../format/use-formats.ts'
import { FunnelChart } from './funnel-chart.tsx'
import { MOST_GROUPS } from './funnel-chart-option.ts'
import { GroupTable } from './group-table.tsx'
import { StepTable } from './step-table.tsx'
import { type Behind, UsersDrawer } from './users-drawer.tsx'

/** An answer as picture and tables; each number opens the users behind it. */
export const FunnelAnswerView = ({ asked, answer }: Answered<FunnelQuestion, FunnelAnswer>) => {
  const { t } = useTranslation()
  const [behind, setBehind] = useState<Behind>()
  const pick = useCallback(
    (index: number): void => {
      const count = answer.steps[index]?.users ?? 0
      if (count > 0) setBehind({ step: index + 1, dropped: false, count })
    },
    [answer],
  )
  const groups = answer.breakdown
  return (
    <>
      <div className="card">
        <Headline answer={answer} />
        <FunnelChart answer={answer} onPick={pick} />
        {groups && groups.length > MOST_GROUPS && (
          <p className="hint">{t('funnel.chartOf', { shown: MOST_GROUPS, n: groups.length })}</p>
        )}
      </div>
      <div className="card flush">
        {groups && <h2 className="card-title">{t('funnel.total')}</h2>}
        <StepTable steps={answer.steps} onOpen={setBehind} />
      </div>
      {groups && (
        <div className="card flush">
          <h2 className="card-title">
            {t('funnel.groups', { by: asked.breakdown?.by.join(' · ') ?? '' })}
            <span className="hint">{t('funnel.groupHint')}</span>
          </h2>
          <GroupTable groups={groups} steps={answer.steps} />
        </div>
      )}
      <UsersDrawer behind={behind} asked={asked} answer={answer} onClose={() => setBehind(undefined)} />
    </>
  )
}

const Headline = ({ answer }: { answer: FunnelAnswer }) => {
  const { t } = useTranslation()
  const { count, share } = useFormats()
  const [first, last] = [answer.steps[0], answer.steps.at(-1)]
  const figures = [
    [t('funnel.overall'), share(last?.conversion ?? 0)],
    [t('funnel.entered'), count(first?.users ?? 0)],
    [t('funnel.completed'), count(last?.users ?? 0)],
  ] as const
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

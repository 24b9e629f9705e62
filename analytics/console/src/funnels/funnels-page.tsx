import type { FunnelAnswer, FunnelQuestion } from '@maidian/schemas'
import { Alert } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AnswerFrame } from '../answer/answer-frame.tsx'
import { EmptyNote } from '../answer/empty-note.tsx'
import { NoEventsNote } from '../answer/no-events-note.tsx'
import { useAnswer } from '../api/use-answer.ts'
import { useEventNames } from '../api/use-event-names.ts'
import { useProject } from '../api/use-project.ts'
import { Page } from '../app/page.tsx'
import {
  type FunnelDraft,
  funnelFromSearch,
  funnelQuestion,
  funnelToSearch,
  NEW_STEP,
} from '../question/funnel-draft.ts'
import { keyed } from '../question/keyed.ts'
import { useQuestion } from '../question/use-question.ts'
import { FunnelAnswerView } from './funnel-answer-view.tsx'
import { FunnelBuilder } from './funnel-builder.tsx'
import './funnels.css'

/** A funnel takes two steps to be one. */
const EMPTY: FunnelDraft = {
  steps: keyed([NEW_STEP, NEW_STEP]),
  where: [],
  window: '7d',
  range: { from: '-7d', to: '' },
  by: '',
  includeTest: false,
  includeBots: false,
}

const read = (search: URLSearchParams): FunnelDraft | null => {
  const draft = funnelFromSearch(search)
  return draft && draft.steps.length === 0 ? { ...draft, steps: EMPTY.steps } : draft
}

export const FunnelsPage = () => {
  const { t } = useTranslation()
  const project = useProject()
  const { told, draft, change, changed, ask } = useQuestion({ read, write: funnelToSearch, empty: EMPTY })
  const question = useMemo(() => told && funnelQuestion(told, project), [told, project])
  const result = useAnswer<FunnelQuestion, FunnelAnswer>('funnel', question)
  const [tried, setTried] = useState(false)
  const complete = funnelQuestion(draft, project) !== null
  const run = (): void => {
    setTried(true)
    if (complete && !ask()) void result.refetch()
  }
  return (
    <Page name="funnels">
      {told === null && <Alert type="warning" showIcon title={t('ask.unreadable')} />}
      <FunnelBuilder
        draft={draft}
        onChange={change}
        onAsk={run}
        running={result.isFetching}
        changed={question !== null && changed}
        error={result.error}
        problem={tried && !complete ? t('funnel.needStep') : undefined}
      />
      {question === null ? (
        <Start />
      ) : (
        <AnswerFrame result={result}>
          {answered => (answered.answer.steps[0]?.users ? <FunnelAnswerView {...answered} /> : <Nobody />)}
        </AnswerFrame>
      )}
    </Page>
  )
}

const Start = () => {
  const { t } = useTranslation()
  const { data } = useEventNames()
  if (data?.events.length === 0) return <NoEventsNote />
  return <EmptyNote title={t('funnel.start')} hint={t('funnel.startHint')} />
}

const Nobody = () => {
  const { t } = useTranslation()
  const { data } = useEventNames()
  if (data?.events.length === 0) return <NoEventsNote title={t('funnel.nobody')} />
  return <EmptyNote title={t('funnel.nobody')} hint={t('funnel.nobodyHint')} />
}

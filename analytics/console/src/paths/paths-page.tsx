import type { PathsAnswer, PathsQuestion } from '@maidian/schemas'
import { Alert } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { AnswerFrame } from '../answer/answer-frame.tsx'
import { EmptyNote } from '../answer/empty-note.tsx'
import { NoEventsNote } from '../answer/no-events-note.tsx'
import { useAnswer } from '../api/use-answer.ts'
import { useEventNames } from '../api/use-event-names.ts'
import { useProject } from '../api/use-project.ts'
import { Page } from '../app/page.tsx'
import { type PathsDraft, pathsFromSearch, pathsQuestion, pathsToSearch } from '../question/paths-draft.ts'
import { useQuestion } from '../question/use-question.ts'
import { EdgeTable } from './edge-table.tsx'
import { PathsBuilder } from './paths-builder.tsx'
import { PathsChart } from './paths-chart.tsx'

const EMPTY = pathsFromSearch(new URLSearchParams()) as PathsDraft

export const PathsPage = () => {
  const { t } = useTranslation()
  const project = useProject()
  const { told, draft, change, changed, ask } = useQuestion({
    read: pathsFromSearch,
    write: pathsToSearch,
    empty: EMPTY,
  })
  const question = useMemo(() => told && pathsQuestion(told, project), [told, project])
  const result = useAnswer<PathsQuestion, PathsAnswer>('paths', question)
  return (
    <Page name="paths">
      {told === null && <Alert type="warning" showIcon title={t('ask.unreadable')} />}
      <PathsBuilder
        draft={draft}
        onChange={change}
        onAsk={() => {
          if (!ask()) void result.refetch()
        }}
        running={result.isFetching}
        changed={changed}
        error={result.error}
      />
      {question !== null && (
        <AnswerFrame result={result}>
          {({ answer }) => (answer.edges.length > 0 ? <PathsAnswerView answer={answer} /> : <NoPaths />)}
        </AnswerFrame>
      )}
    </Page>
  )
}

const PathsAnswerView = ({ answer }: { answer: PathsAnswer }) => {
  const { t } = useTranslation()
  return (
    <>
      <div className="card">
        <PathsChart answer={answer} />
      </div>
      <div className="card flush">
        <h2 className="card-title">{t('paths.table')}</h2>
        <EdgeTable edges={answer.edges} />
      </div>
    </>
  )
}

const NoPaths = () => {
  const { t } = useTranslation()
  const { data } = useEventNames()
  if (data?.events.length === 0) return <NoEventsNote title={t('paths.nobody')} />
  return <EmptyNote title={t('paths.nobody')} hint={t('paths.nobodyHint')} />
}

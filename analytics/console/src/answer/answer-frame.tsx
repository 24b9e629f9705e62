import type { FunnelAnswer } from '@maidian/schemas'
import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answered } from '../api/use-answer.ts'
import { useFormats } from '../format/use-formats.ts'
import { ErrorNote } from './error-note.tsx'
import { QualityLine } from './quality-line.tsx'
import { SqlDrawer } from './sql-drawer.tsx'

type Common = Pick<FunnelAnswer, 'sql' | 'quality' | 'elapsed_ms'>

type AnswerFrameProps<Asked, Answer extends Common> = {
  result: UseQueryResult<Answered<Asked, Answer>>
  children: (answered: Answered<Asked, Answer>) => ReactNode
}

/** What is around every answer: loading, failure, quality and SQL. */
export const AnswerFrame = <Asked, Answer extends Common>({ result, children }: AnswerFrameProps<Asked, Answer>) => {
  const { t } = useTranslation()
  const { count } = useFormats()
  const { data, error, isFetching, refetch } = result
  if (error && !isFetching) return <ErrorNote error={error} onAgain={() => void refetch()} />
  if (!data) {
    return (
      <section className="card" aria-busy="true" aria-label={t('ask.running')}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </section>
    )
  }
  return (
    <section className={isFetching ? 'answer answer-old' : 'answer'} aria-busy={isFetching}>
      {children(data)}
      <div className="answer-foot">
        <QualityLine quality={data.answer.quality} />
        <span className="hint number">{t('ask.elapsed', { ms: count(data.answer.elapsed_ms) })}</span>
        <SqlDrawer sql={data.answer.sql} />
      </div>
    </section>
  )
}

import type { FunnelStepAnswer } from '@maidian/schemas'
import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../format/use-formats.ts'
import { stepName } from './step-name.ts'
import type { Behind } from './users-drawer.tsx'

type StepTableProps = {
  steps: readonly FunnelStepAnswer[]
  /** Asks for the users behind a number; without it numbers are plain. */
  onOpen?: (behind: Behind) => void
}

type Row = FunnelStepAnswer & { place: number; lost: number }

const rowsOf = (steps: readonly FunnelStepAnswer[]): Row[] =>
  steps.map((step, i) => ({ ...step, place: i + 1, lost: i === 0 ? 0 : (steps[i - 1]?.users ?? 0) - step.users }))

/** One row per step: how many, which share, how long. */
export const StepTable = ({ steps, onOpen }: StepTableProps) => {
  const { t } = useTranslation()
  const { count, share, duration } = useFormats()
  const users = (row: Row, dropped: boolean) => {
    const number = dropped ? row.lost : row.users
    if (!onOpen || number === 0) return count(number)
    const said = { n: count(number), step: row.place }
    return (
      <button
        type="button"
        className="number-link"
        aria-label={dropped ? t('funnel.openLost', said) : t('funnel.open', said)}
        onClick={() => onOpen({ step: row.place, dropped, count: number })}
      >
        {count(number)}
      </button>
    )
  }
  const columns: TableColumnsType<Row> = [
    {
      title: t('funnel.steps'),
      key: 'step',
      render: (_, row) => (
        <span className="step-cell">
          <span className="step-place small">{row.place}</span>
          {stepName(row, t('funnel.anyEvent'))}
        </span>
      ),
    },
    { title: t('funnel.users'), key: 'users', align: 'right', render: (_, row) => users(row, false) },
    {
      title: t('funnel.lost'),
      key: 'lost',
      align: 'right',
      render: (_, row) => (row.place === 1 ? '–' : users(row, true)),
    },
    { title: t('funnel.conversion'), key: 'conversion', align: 'right', render: (_, row) => share(row.conversion) },
    {
      title: t('funnel.fromPrevious'),
      key: 'previous',
      align: 'right',
      render: (_, row) => (row.place === 1 ? '–' : share(row.conversion_from_previous)),
    },
    { title: t('funnel.mean'), key: 'mean', align: 'right', render: (_, row) => duration(row.mean_s) },
    { title: t('funnel.median'), key: 'median', align: 'right', render: (_, row) => duration(row.median_s) },
  ]
  return (
    <Table
      className="numbers"
      size="middle"
      rowKey="place"
      columns={columns}
      dataSource={rowsOf(steps)}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}

import type { FunnelAnswer, FunnelStepAnswer } from '@maidian/schemas'
import { Button, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '../app/icon.tsx'
import { useFormats } from '../format/use-formats.ts'
import { groupName, stepName } from './step-name.ts'
import { StepTable } from './step-table.tsx'

type Group = NonNullable<FunnelAnswer['breakdown']>[number]
type GroupTableProps = { groups: readonly Group[]; steps: readonly FunnelStepAnswer[] }

/** One row per group of a breakdown, with the users of each step; opened, it tells the group's times. */
export const GroupTable = ({ groups, steps }: GroupTableProps) => {
  const { t } = useTranslation()
  const { count, share } = useFormats()
  const columns: TableColumnsType<Group> = [
    {
      title: t('funnel.group'),
      key: 'group',
      fixed: 'left',
      render: (_, { value }) => groupName(value, { none: t('funnel.none') }),
    },
    ...steps.map((step, i) => ({
      title: `${i + 1}  ${stepName(step, t('funnel.anyEvent'))}`,
      key: `step-${i + 1}`,
      align: 'right' as const,
      render: (_: unknown, group: Group) => (
        <>
          {count(group.steps[i]?.users ?? 0)}
          {i > 0 && <span className="beside">{share(group.steps[i]?.conversion ?? 0)}</span>}
        </>
      ),
    })),
  ]
  return (
    <Table
      className="numbers"
      size="middle"
      rowKey={group => JSON.stringify(group.value)}
      columns={columns}
      dataSource={groups}
      pagination={false}
      scroll={{ x: 'max-content' }}
      expandable={{
        expandedRowRender: group => <StepTable steps={group.steps} />,
        expandIcon: ({ expanded, onExpand, record }) => (
          <Button
            type="text"
            size="small"
            className={expanded ? 'expander expanded' : 'expander'}
            aria-expanded={expanded}
            aria-label={groupName(record.value, { none: t('funnel.none') })}
            icon={<Icon name="chevron" />}
            onClick={event => onExpand(record, event)}
          />
        ),
      }}
    />
  )
}

import type { PathEdge } from '@maidian/schemas'
import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../format/use-formats.ts'
import { nodeName, nodePosition } from './node-name.ts'

const ROWS = 20

export const EdgeTable = ({ edges }: { edges: readonly PathEdge[] }) => {
  const { t } = useTranslation()
  const { count, duration } = useFormats()
  const columns: TableColumnsType<PathEdge> = [
    {
      title: t('paths.position'),
      key: 'position',
      sorter: (a, b) => nodePosition(a.source) - nodePosition(b.source),
      render: (_, { source }) => <span className="step-place small">{nodePosition(source)}</span>,
    },
    { title: t('paths.from'), key: 'from', render: (_, { source }) => nodeName(source) },
    { title: t('paths.to'), key: 'to', render: (_, { target }) => nodeName(target) },
    {
      title: t('paths.paths'),
      key: 'paths',
      align: 'right',
      sorter: (a, b) => a.paths - b.paths,
      render: (_, { paths }) => count(paths),
    },
    {
      title: t('paths.users'),
      key: 'users',
      align: 'right',
      sorter: (a, b) => a.users - b.users,
      render: (_, { users }) => count(users),
    },
    {
      title: t('paths.mean'),
      key: 'mean',
      align: 'right',
      sorter: (a, b) => a.mean_s - b.mean_s,
      render: (_, { mean_s }) => duration(mean_s),
    },
  ]
  return (
    <Table
      className="numbers"
      size="middle"
      rowKey={({ source, target }) => JSON.stringify([source, target])}
      columns={columns}
      dataSource={edges}
      pagination={edges.length > ROWS && { defaultPageSize: ROWS, showSizeChanger: true, size: 'small' }}
      scroll={{ x: 'max-content' }}
    />
  )
}

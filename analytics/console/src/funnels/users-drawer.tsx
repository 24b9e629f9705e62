import type { FunnelAnswer, FunnelQuestion, UsersAnswer } from '@maidian/schemas'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button, Drawer, Skeleton, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../answer/error-note.tsx'
import { SqlDrawer } from '../answer/sql-drawer.tsx'
import { useApi } from '../api/api-context.tsx'
import { useFormats } from '../format/use-formats.ts'
import { stepName } from './step-name.ts'

/** Which number's users are asked for, and the number. */
export type Behind = { step: number; dropped: boolean; count: number }

type UsersDrawerProps = {
  behind: Behind | undefined
  /** The very question that the number answers. */
  asked: FunnelQuestion
  answer: FunnelAnswer
  onClose: () => void
}

export const UsersDrawer = ({ behind, asked, answer, onClose }: UsersDrawerProps) => {
  const { t } = useTranslation()
  const event = stepName(answer.steps[(behind?.step ?? 0) - 1], t('funnel.anyEvent'))
  return (
    <Drawer
      open={behind !== undefined}
      onClose={onClose}
      title={behind && t('users.title', { step: behind.step, event })}
      size={560}
      destroyOnHidden
    >
      {behind && <Users behind={behind} asked={asked} />}
    </Drawer>
  )
}

const PAGE = 200

const Users = ({ behind, asked }: { behind: Behind; asked: FunnelQuestion }) => {
  const { t } = useTranslation()
  const { count } = useFormats()
  const api = useApi()
  const { step, dropped } = behind
  const { data, error, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['users', asked, step, dropped],
    // Whoever opens the list again wants to see whether it has changed.
    staleTime: 0,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      api.post<UsersAnswer>(
        'query/users',
        { funnel: asked, step, dropped, limit: PAGE, ...(cursor !== undefined && { cursor }) },
        signal,
      ),
    getNextPageParam: page => page.next ?? undefined,
  })
  if (error) return <ErrorNote error={error} onAgain={() => void refetch()} />
  if (!data) return <Skeleton active />
  const users = data.pages.flatMap(page => page.users)
  const listed = users.length
  const differs = hasNextPage ? listed > behind.count : listed !== behind.count
  return (
    <div className="stack">
      <div className="users-head">
        <p>{t(dropped ? 'users.dropped' : 'users.reached', { n: count(behind.count) })}</p>
        <SqlDrawer sql={data.pages[0]?.sql ?? ''} />
      </div>
      {differs && (
        <Alert type="warning" showIcon title={t('users.differs', { listed: count(listed), n: count(behind.count) })} />
      )}
      <Table
        className="numbers"
        size="small"
        rowKey="key"
        dataSource={users}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('users.id'), dataIndex: 'id', key: 'id' },
          { title: t('users.key'), dataIndex: 'key', key: 'key', align: 'right', className: 'muted' },
        ]}
      />
      <div className="users-more">
        <span className="hint number" role="status">
          {t('users.shown', { shown: count(listed), n: count(behind.count) })}
        </span>
        {hasNextPage && (
          <Button loading={isFetching} onClick={() => void fetchNextPage()}>
            {t('users.more')}
          </Button>
        )}
      </div>
    </div>
  )
}

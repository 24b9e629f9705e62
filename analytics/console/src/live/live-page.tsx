import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyNote } from '../answer/empty-note.tsx'
import { ErrorNote } from '../answer/error-note.tsx'
import { NoEventsNote } from '../answer/no-events-note.tsx'
import { Page } from '../app/page.tsx'
import { Connection } from './connection.tsx'
import { matchesLive } from './live-filter.ts'
import { LiveFilters } from './live-filters.tsx'
import { MOST_SHOWN } from './live-list.ts'
import { LiveRow } from './live-row.tsx'
import { useLive } from './use-live.ts'
import { useLiveFilter } from './use-live-filter.ts'
import './live.css'

export const LivePage = () => {
  const { t } = useTranslation()
  const { list, state, dispatch } = useLive()
  const [filter, setFilter] = useLiveFilter()
  const shown = list.events.filter(event => matchesLive(filter, event)).slice(0, MOST_SHOWN)
  return (
    <Page name="live" aside={<Connection state={state} />}>
      {state.kind === 'refused' && <ErrorNote error={state.error} />}
      {state.kind === 'open' && state.again && <Alert type="info" showIcon closable title={t('live.gap')} />}
      <div className="card live-tools">
        <LiveFilters filter={filter} onChange={setFilter} />
        <div className="live-buttons">
          <Button
            type={list.paused ? 'primary' : 'default'}
            onClick={() => dispatch({ type: list.paused ? 'resume' : 'pause' })}
          >
            {t(list.paused ? 'live.resume' : 'live.pause')}
            {list.paused && list.waiting.length > 0 && (
              <span className="number">{t('live.waiting', { n: list.waiting.length })}</span>
            )}
          </Button>
          <Button onClick={() => dispatch({ type: 'clear' })} disabled={list.events.length === 0}>
            {t('live.clear')}
          </Button>
        </div>
      </div>
      {shown.length > 0 && (
        <ul className="card flush live-list" aria-label={t('live.list')}>
          {shown.map(event => (
            <LiveRow key={event.event_id} event={event} />
          ))}
        </ul>
      )}
      {shown.length === 0 && list.events.length > 0 && (
        <EmptyNote title={t('live.noMatch')} hint={t('live.noMatchHint')} />
      )}
      {list.events.length === 0 && state.kind !== 'refused' && <NoEventsNote title={t('live.empty')} />}
    </Page>
  )
}

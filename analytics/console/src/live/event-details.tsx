import type { LiveEvent } from '@maidian/schemas'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../format/use-formats.ts'

/** Who, where, when, and the properties as they were stored. */
export const EventDetails = ({ event }: { event: LiveEvent }) => {
  const { t } = useTranslation()
  const { instant } = useFormats()
  const facts = [
    [t('live.reasons'), event.reasons.join(', ')],
    [t('live.time'), instant(event.time)],
    [t('live.received'), instant(event.received)],
    [t('live.user'), event.user],
    [t('live.device'), event.device],
    [t('live.session'), event.session],
    [t('live.source'), event.source],
    [t('live.path'), event.path],
    [t('live.id'), event.event_id],
  ].filter(([, value]) => value !== '')
  const props = Object.entries(event.props)
  return (
    <div className="live-details">
      <section>
        <h3>{t('live.props')}</h3>
        {props.length === 0 ? <p className="hint">{t('live.noProps')}</p> : <Pairs pairs={props} code />}
      </section>
      <Pairs pairs={facts as [string, string][]} />
    </div>
  )
}

const Pairs = ({ pairs, code = false }: { pairs: readonly (readonly [string, string])[]; code?: boolean }) => (
  <dl className={code ? 'pairs pairs-code' : 'pairs'}>
    {pairs.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

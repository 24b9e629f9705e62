import type { LiveEvent } from '@maidian/schemas'
import { memo, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../format/use-formats.ts'
import { EventDetails } from './event-details.tsx'
import { VerdictTag } from './verdict-tag.tsx'

/** One event; opened, it shows all that is known of it. Its row stays as it is when others come. */
export const LiveRow = memo(({ event }: { event: LiveEvent }) => {
  const { t } = useTranslation()
  const { time } = useFormats()
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <li className="live-item">
      <button
        type="button"
        className="live-row"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(was => !was)}
      >
        <time className="live-time number" dateTime={event.received}>
          {time(event.received)}
        </time>
        <VerdictTag verdict={event.verdict} />
        <span className="live-name">{event.name}</span>
        <span className="live-path">{event.path}</span>
        <span className="live-who" title={t(event.user === '' ? 'live.device' : 'live.user')}>
          {event.user === '' ? event.device : event.user}
        </span>
        <span className="live-source">{event.source}</span>
      </button>
      <div id={id}>{open && <EventDetails event={event} />}</div>
    </li>
  )
})

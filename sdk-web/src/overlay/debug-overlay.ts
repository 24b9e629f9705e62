import type { EventRemark, TrackedEvent } from '@maidian/sdk-core'
import type { Overlay } from '../plugins/debug.ts'
import { element } from './element.ts'
import { eventDetails } from './event-details.ts'
import { STYLE } from './style.ts'

/** Rows on the panel; older ones go. */
const MOST_ROWS = 200

type Row = { event: TrackedEvent; verdict: HTMLElement; details: HTMLElement }

const timeOf = (ms: number): string => new Date(ms).toTimeString().slice(0, 8)

/** A panel in the page's corner: each event, newest first, with the collector's verdict as soon as it is known. */
export const openOverlay: Overlay['openOverlay'] = ({ id, plan, close }) => {
  const rows = new Map<string, Row>()
  const list = element('ol', '', element('li', 'empty', 'no event yet · 还没有事件'))
  const host = document.createElement('maidian-debug')
  // What a visitor does on the panel is not about the page.
  host.setAttribute('data-md-ignore', '')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  const button = element('button', '', '×')
  button.title = 'close · 关闭'
  button.addEventListener('click', () => {
    host.remove()
    close()
  })
  root.append(
    element(
      'section',
      '',
      element('header', '', element('b', '', 'Maidian 埋点'), element('code', '', id), button),
      list,
    ),
  )
  ;(document.body ?? document.documentElement).append(host)

  return {
    queued: event => {
      if (!rows.size) list.replaceChildren()
      const verdict = element('span', 'verdict', 'waiting')
      const details = element('div', 'more', ...eventDetails(event, undefined, plan))
      const name = element('span', '', event.event)
      const summary = element('summary', '', name, element('time', '', timeOf(event.time)), verdict)
      list.prepend(element('li', '', element('details', '', summary, details)))
      rows.set(event.id, { event, verdict, details })
      if (rows.size > MOST_ROWS) {
        const [oldest] = rows.keys()
        rows.delete(oldest as string)
        list.lastElementChild?.remove()
      }
    },
    answered: (remarks: EventRemark[]) => {
      for (const remark of remarks) {
        const row = rows.get(remark.id)
        if (!row) continue
        row.verdict.textContent = remark.verdict
        row.verdict.className = `verdict ${remark.verdict}`
        row.details.replaceChildren(...eventDetails(row.event, remark, plan))
      }
    },
  }
}

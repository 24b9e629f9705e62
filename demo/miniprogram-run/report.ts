import type { LiveEvent } from '@maidian/schemas'
import type { RunningMaidian } from './maidian.ts'
import type { Told } from './run-visits.ts'

const STEPS = ['view_item', 'add_to_cart', 'begin_checkout', 'create_order', 'purchase']

export const isAccepted = ({ verdict }: LiveEvent): boolean => verdict === 'accepted'

/** `23 events, all accepted`, or which were not and why. */
const judged = (events: LiveEvent[]): string => {
  const others = events.filter(event => !isAccepted(event))
  const why = others.map(({ name, verdict, reasons }) => `${name} ${verdict} (${reasons.join(', ')})`)
  return `${events.length} events, ${others.length === 0 ? 'all accepted' : `not accepted: ${why.join('; ')}`}`
}

export const visitLine = (number: number, { says, events }: Told): string => {
  const pages = events.filter(({ name }) => name === '$page_view').length
  return `visit ${number}: ${says}. ${pages} page views, ${judged(events)}`
}

type Funnel = { steps: { event: string; users: number }[] }

/** Where to look, and what the funnel of all mini-program visitors says now. */
export const summary = async ({ url, ask }: RunningMaidian, debug: string): Promise<string> => {
  const question = {
    project: 'shop',
    where: { $platform: 'mini' },
    steps: STEPS.map(event => ({ event })),
    window: '7d',
  }
  const headers = { 'content-type': 'application/json' }
  const answer = await ask('/api/v1/query/funnel', { method: 'POST', headers, body: JSON.stringify(question) })
  const { steps } = (await answer.json()) as Funnel
  const link = new URLSearchParams([...STEPS.map(step => ['step', step]), ['window', '7d']] as string[][])
  return `
The funnel of all visitors of the mini-program, last 30 days:
  ${steps.map(({ users }, i) => `${STEPS[i]} ${users}`).join(' → ')}
See it in the console:    ${url}/funnels?${link}
Events as they come in:   ${url}/live
These visits by the plan: npm run maidian -- plan verify --debug ${debug}
  (with --data and --clickhouse where Maidian was not started with the defaults)`
}

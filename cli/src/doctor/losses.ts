import type { EventStore } from '@maidian/engines'
import type { Project } from '@maidian/service'
import { amount, type Finding, ok, share, wrong } from './finding.ts'

/** What a source and version of an SDK made and lost in the days asked about: `loss_by_day` added up. */
export type Loss = {
  source: string
  sdk: string
  made: number
  arrived: number
  quarantined: number
  missing: number
  unexplained: number
  dropped: number
  dropped_by: Record<string, number>
  unnumbered: number
  /** The worst day's, in s; null where none arrived. */
  late_p95_s: number | null
}

const DAYS = 7
const DAY_MS = 86_400_000
/** Of what was made. */
const MOST_LOST = 0.01

type Row = { [name in keyof Loss]: string } & { dropped_by: Record<string, string>; late_p95_s: number | null }

/** Of today and the six days before it, in the project's time zone. */
export const lossesOf = async (store: EventStore, { name, timezone }: Project): Promise<Loss[]> => {
  const day = (ms: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(ms)
  const now = Date.now()
  const rows = await store.query<Row>({
    sql: `SELECT source, sdk, sum(d.made) AS made, sum(d.arrived) AS arrived, sum(d.quarantined) AS quarantined, sum(d.missing) AS missing,
  sum(d.unexplained) AS unexplained, sum(d.dropped) AS dropped, sumMap(d.dropped_by) AS dropped_by,
  sum(d.unnumbered) AS unnumbered, max(d.late_p95_s) AS late_p95_s
FROM ${name}.loss_by_day(from={from:String}, to={to:String}) AS d GROUP BY source, sdk ORDER BY source, sdk`,
    params: { from: day(now - (DAYS - 1) * DAY_MS), to: day(now) },
  })
  return rows.map(row => ({
    source: row.source,
    sdk: row.sdk,
    made: Number(row.made),
    arrived: Number(row.arrived),
    quarantined: Number(row.quarantined),
    missing: Number(row.missing),
    unexplained: Number(row.unexplained),
    dropped: Number(row.dropped),
    dropped_by: Object.fromEntries(Object.entries(row.dropped_by).map(([reason, n]) => [reason, Number(n)])),
    unnumbered: Number(row.unnumbered),
    late_p95_s: row.late_p95_s,
  }))
}

export const LOST_TAIL =
  'a lost tail leaves no gap: what was made last, and neither arrived nor was told, is in no number'

/** A finding for each source and version of an SDK. */
export const judgeLosses = (losses: readonly Loss[]): Finding[] =>
  losses.map(loss => {
    const check = `losses ${loss.source} · ${loss.sdk || '(no SDK)'}`
    if (loss.made + loss.dropped === 0) return ok(check, `${amount(loss.unnumbered)} events, none with a number`)
    const reasons = Object.entries(loss.dropped_by).map(([reason, n]) => `${reason} ${amount(n)}`)
    const late = loss.late_p95_s === null ? '' : `; 95 of 100 came within ${amount(Math.round(loss.late_p95_s))} s`
    const says = `made ${amount(loss.made)}, arrived ${amount(loss.arrived)}, missing ${amount(loss.missing)} (${share(loss.missing, loss.made)}), of these not told by the SDK ${amount(loss.unexplained)}; dropped by the SDK ${amount(loss.dropped)}${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}${late}`
    if (loss.unexplained > loss.made * MOST_LOST) {
      return wrong(
        check,
        says,
        'look for what stands between pages and collector (block lists, proxies, a portal), for events that the plan blocks, and for clients that are still on their way',
      )
    }
    if (loss.dropped > loss.made * MOST_LOST) {
      return wrong(
        check,
        says,
        'the reasons say what to do: queue_full wants a collector that answers, too_large smaller properties, before_send a mend of that function',
      )
    }
    return ok(check, says)
  })

import { amount, type Finding, note, ok, wrong } from './finding.ts'
import { parseMetrics, type Sample, totalOf } from './metrics.ts'

/** What services answered: findings about them, and by how many ms the clock of one is ahead of ours. */
export type Services = { findings: Finding[]; ahead: number | null }

const ANSWER_MS = 5000
/** Records of the log that may wait: some seconds of a busy shop. */
const MOST_LAG = 10_000

type Dependencies = Record<string, { ok: boolean; reason?: string }>

const readinessOf = async (url: string): Promise<{ finding: Finding; ahead: number | null }> => {
  const check = `service ${url}`
  let response: Response
  try {
    response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) })
  } catch (error) {
    const why = String((error as Error).cause ?? error)
    return {
      finding: wrong(check, `does not answer: ${why}`, 'start it, or name where it listens with --url'),
      ahead: null,
    }
  }
  const date = Date.parse(response.headers.get('date') ?? '')
  // The header tells whole seconds.
  const ahead = Number.isNaN(date) ? null : date + 500 - Date.now()
  const body = (await response.json().catch(() => null)) as { dependencies?: Dependencies } | null
  if (body?.dependencies === undefined) {
    const todo = 'name the port that has /readyz: with --admin-port it is that one'
    return { finding: wrong(check, `answers ${response.status} to /readyz`, todo), ahead }
  }
  const missing = Object.entries(body.dependencies).filter(([, one]) => !one.ok)
  const names = Object.keys(body.dependencies).join(', ')
  if (missing.length === 0) return { finding: ok(check, `is ready: ${names}`), ahead }
  const why = missing.map(([name, { reason }]) => `${name}: ${reason}`).join('; ')
  return { finding: wrong(check, `is not ready: ${why}`, 'mend what it names; its log says more'), ahead }
}

const samplesOf = async (url: string): Promise<Sample[]> => {
  try {
    const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(ANSWER_MS) })
    return response.ok ? parseMetrics(await response.text()) : []
  } catch {
    // Whether it can be reached is said once, of /readyz.
    return []
  }
}

const lagOf = (samples: readonly Sample[]): Finding => {
  const check = 'lag'
  const lag = totalOf(samples, 'maidian_processor_lag_records')
  if (lag === null) {
    return note(
      check,
      'no processor has said how far behind it is',
      'name a processor with --url; one that read nothing yet has no lag',
    )
  }
  const says = `${amount(lag)} records of the log are not written yet`
  if (lag <= MOST_LAG) return ok(check, says)
  return wrong(
    check,
    says,
    'if it does not fall, look for round.failed in the log of the processor, and at the load of ClickHouse',
  )
}

const spillOf = (samples: readonly Sample[]): Finding[] => {
  const records = totalOf(samples, 'maidian_collector_spilled_records')
  if (records === null) return []
  if (records === 0) return [ok('spill', 'nothing is on the disk of a collector alone')]
  const age = Math.max(
    ...samples.filter(({ name }) => name === 'maidian_collector_spill_age_seconds').map(({ value }) => value),
  )
  const says = `${amount(records)} batches are on the disk of a collector alone, the oldest for ${amount(Math.round(age))} s`
  return [wrong('spill', says, 'bring Kafka back; until then that disk must not be lost')]
}

/** What only counters of services know: they begin anew when a service does. */
const countedOf = (samples: readonly Sample[]): Finding[] => {
  const duplicates = totalOf(samples, 'maidian_processor_duplicates_total')
  const blocked = totalOf(samples, 'maidian_collector_events_total', 'verdict="blocked"')
  return [
    ...(duplicates === null ? [] : [ok('duplicates', `${amount(duplicates)} left out since the processor started`)]),
    ...(blocked === null || blocked === 0
      ? []
      : [
          note(
            'blocked',
            `${amount(blocked)} refused since the collector started; their numbers are missing below`,
            'maidian_collector_broken_rules_total says by which rule; mend the sender or the plan',
          ),
        ]),
  ]
}

/** Asks each service how it is and what it has counted. `urls`: without a slash at the end. */
export const askServices = async (urls: readonly string[]): Promise<Services> => {
  const answers = await Promise.all(urls.map(readinessOf))
  const samples = (await Promise.all(urls.map(samplesOf))).flat()
  return {
    findings: [...answers.map(({ finding }) => finding), lagOf(samples), ...spillOf(samples), ...countedOf(samples)],
    ahead: answers.find(({ ahead }) => ahead !== null)?.ahead ?? null,
  }
}

import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client'

/** The metrics of a process, as it tells them. */
export type MetricsTold = MetricObjectWithValues<MetricValue<string>>[]

/** What counts what has happened: it has happened, whoever is gone. */
const isLasting = ({ type }: MetricsTold[number]): boolean => String(type) === 'counter' || String(type) === 'histogram'

export type MetricsSum = {
  /** A process has ended that told this last: what it counted stays in the sum, which so never falls. */
  ended(told: MetricsTold): void
  /** Of those that are alive and of those that have ended. Gauges are of the living, each summed as it says. */
  of(living: readonly MetricsTold[]): Promise<Registry>
}

/** Several processes as one, for whoever scrapes one of them. */
export const createMetricsSum = (): MetricsSum => {
  let past: Promise<MetricsTold> = Promise.resolve([])
  const sum = (all: readonly MetricsTold[]): Registry => AggregatorRegistry.aggregate([...all])
  return {
    ended: told => {
      past = past.then(before => sum([before, told.filter(isLasting)]).getMetricsAsJSON())
    },
    of: async living => sum([await past, ...living]),
  }
}

import type { SpillDepth } from '@maidian/engines'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What the collector counts. Labels are bounded: sources come from the configuration, codes from the table. */
export const createCollectorMetrics = (registry: Registry) => ({
  events: new Counter({
    name: 'maidian_collector_events_total',
    help: 'Events by verdict, once their batch was durable',
    labelNames: ['project', 'source', 'verdict'],
    registers: [registry],
  }),
  broken: new Counter({
    name: 'maidian_collector_broken_rules_total',
    help: 'Events that were not plainly accepted, by the rule that they broke; what is blocked is told nowhere else',
    labelNames: ['project', 'verdict', 'rule'],
    registers: [registry],
  }),
  refused: new Counter({
    name: 'maidian_collector_refused_batches_total',
    help: 'Batches that were not acknowledged, by error code',
    labelNames: ['code'],
    registers: [registry],
  }),
  inFlight: new Gauge({
    name: 'maidian_collector_in_flight_bytes',
    help: 'Bytes of batches that wait for the log',
    registers: [registry],
  }),
  append: new Histogram({
    name: 'maidian_collector_append_seconds',
    help: 'Time until the log had a batch durably',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  }),
})

/** What lies on this machine alone. */
export const watchSpill = (registry: Registry, depth: () => SpillDepth): void => {
  new Gauge({
    name: 'maidian_collector_spilled_records',
    help: 'Batches that are acknowledged and on this machine alone, until the log is back',
    registers: [registry],
    collect() {
      this.set(depth().records)
    },
  })
  new Gauge({
    name: 'maidian_collector_spill_age_seconds',
    help: 'How long the oldest of them has been',
    // The oldest of several collectors that are scraped as one.
    aggregator: 'max',
    registers: [registry],
    collect() {
      this.set(depth().ageMs / 1000)
    },
  })
}

export type CollectorMetrics = ReturnType<typeof createCollectorMetrics>

import { Counter, Histogram, type Registry } from 'prom-client'

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
  append: new Histogram({
    name: 'maidian_collector_append_seconds',
    help: 'Time until the log had a batch durably',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  }),
})

export type CollectorMetrics = ReturnType<typeof createCollectorMetrics>

import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** What the processor counts. */
export const createProcessorMetrics = (registry: Registry) => ({
  rows: new Counter({
    name: 'maidian_processor_rows_total',
    help: 'Rows written, by table',
    labelNames: ['project', 'table'],
    registers: [registry],
  }),
  skipped: new Counter({
    name: 'maidian_processor_duplicates_total',
    help: 'Events left out because the store had their id: redelivered by the log, or resent by a client',
    labelNames: ['project', 'kind'],
    registers: [registry],
  }),
  forgotten: new Counter({
    name: 'maidian_processor_forgotten_total',
    help: 'Events left out because their person was forgotten: received before, or made before and sent again',
    labelNames: ['project', 'reason'],
    registers: [registry],
  }),
  insert: new Histogram({
    name: 'maidian_processor_insert_seconds',
    help: 'Time for one round of look-up and inserts',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  }),
  delay: new Histogram({
    name: 'maidian_processor_delay_seconds',
    help: 'From a batch being received to its rows being there to be asked about, for the last batch of each round',
    buckets: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5, 15, 60, 600, 3600],
    registers: [registry],
  }),
  lag: new Gauge({
    name: 'maidian_processor_lag_records',
    help: 'Records of the log not written yet, by partition',
    labelNames: ['partition'],
    registers: [registry],
  }),
  failures: new Counter({
    name: 'maidian_processor_failures_total',
    help: 'Rounds that failed and will be tried again',
    registers: [registry],
  }),
})

export type ProcessorMetrics = ReturnType<typeof createProcessorMetrics>

import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { createMetricsSum, type MetricsTold } from './metrics-sum.ts'

/** What a process tells that counted `n` of each, over the channel between processes. */
const told = async (n: number): Promise<MetricsTold> => {
  const registers = [new Registry()]
  new Counter({ name: 'events_total', help: 'h', labelNames: ['verdict'], registers }).inc({ verdict: 'accepted' }, n)
  new Gauge({ name: 'in_flight', help: 'h', registers }).set(n)
  new Gauge({ name: 'age', help: 'h', registers, aggregator: 'max' }).set(n)
  const seconds = new Histogram({ name: 'seconds', help: 'h', buckets: [1, 10], registers })
  for (let i = 0; i < n; i++) seconds.observe(n)
  return JSON.parse(JSON.stringify(await registers[0]?.getMetricsAsJSON()))
}
const lines = async (registry: Registry): Promise<string[]> =>
  (await registry.metrics()).split('\n').filter(line => line !== '' && !line.startsWith('#'))

test('counters, gauges and histograms of all are one', async () => {
  const sum = createMetricsSum()
  expect(await lines(await sum.of([await told(2), await told(5)]))).toEqual([
    'events_total{verdict="accepted"} 7',
    'in_flight 7',
    'age 5',
    'seconds_bucket{le="1"} 0',
    'seconds_bucket{le="10"} 7',
    'seconds_bucket{le="+Inf"} 7',
    'seconds_sum 29',
    'seconds_count 7',
  ])
})

test('what one that has ended counted stays, what it held does not', async () => {
  const sum = createMetricsSum()
  for (const n of [2, 3, 4]) sum.ended(await told(n))
  expect(await lines(await sum.of([await told(1)]))).toEqual([
    'events_total{verdict="accepted"} 10',
    'seconds_bucket{le="1"} 1',
    'seconds_bucket{le="10"} 10',
    'seconds_bucket{le="+Inf"} 10',
    'seconds_sum 30',
    'seconds_count 10',
    'in_flight 1',
    'age 1',
  ])
})

test('nobody there is nothing', async () => {
  expect(await lines(await createMetricsSum().of([]))).toEqual([])
})

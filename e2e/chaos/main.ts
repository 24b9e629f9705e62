/**
 * Faults drawn from a seed, under load, over the whole system with real processes; then every acknowledged event must be
 * stored once. `npm run chaos [-- --seconds N --faults N --seed N --log kafka|embedded --brokers 1|3 --spill --only a,b]`.
 * Prints one summary, and exits 1 when an event is lost or doubled or something did not come back.
 */
import { parseArgs } from 'node:util'
import { chaos, summary } from './chaos.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    faults: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    log: { type: 'string', default: 'kafka' },
    brokers: { type: 'string', default: '1' },
    spill: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})
if (values.log !== 'kafka' && values.log !== 'embedded') throw new Error('--log is kafka or embedded')
if (values.spill && values.log === 'embedded') throw new Error('--spill is for --log kafka')
const options = {
  seed: Number(values.seed),
  seconds: Number(values.seconds),
  faults: Number(values.faults),
  log: values.log,
  brokers: Number(values.brokers),
  spill: values.spill,
  only: values.only.split(',').filter(Boolean),
  tell: (line: string) => void process.stderr.write(`${line}\n`),
} as const

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))
const outcome = await chaos(options)
process.stdout.write(summary(options, outcome))
process.exit(outcome.wrong.length === 0 ? 0 : 1)

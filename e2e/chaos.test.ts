import { missingTools } from '@maidian/engines/testing'
import { expect, test } from 'vitest'
import { type ChaosOptions, chaos } from './chaos/chaos.ts'

/** Another seed by hand: `SEED=7 npx vitest run e2e/chaos.test.ts`; the long form is `npm run chaos`. */
const options: Omit<ChaosOptions, 'log' | 'only'> = {
  seed: Number(process.env.SEED ?? 5),
  seconds: 20,
  faults: 6,
  brokers: 1,
  spill: false,
  tell: () => {},
}
/** Those that are over soon. */
const only = ['replies-lost', 'clients-cut', 'collector-killed', 'store-killed', 'store-replies-lost', 'store-cut']

const stored = async (given: ChaosOptions): Promise<void> => {
  const { wrong, counts, stored, done } = await chaos(given)
  expect(wrong).toEqual([])
  expect(stored).toBe(counts.acknowledged)
  expect(counts.acknowledged).toBeGreaterThan(500)
  expect(done.length).toBeGreaterThan(2)
}

test('the embedded system under faults: every acknowledged event is stored once', () =>
  stored({ ...options, log: 'embedded', only }))

test.skipIf(missingTools() !== null)(
  'services, Kafka and ClickHouse as processes under faults: every acknowledged event is stored once',
  () => stored({ ...options, log: 'kafka', only: [...only, 'processor-killed', 'broker-killed'] }),
)

import type { Platform } from '../platform.ts'

/** One promise that every platform adapter keeps; `check` throws when it is broken. */
export type ContractCase = { title: string; check: (platform: Platform) => Promise<void> }

const equal = (actual: unknown, expected: unknown): void => {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`expected ${b}, got ${a}`)
}

/**
 * What the core relies on in a platform. Plain functions without a test runner, since an adapter for pages is
 * checked inside a page.
 */
export const platformContract: ContractCase[] = [
  {
    title: 'what is stored is there until it is removed',
    check: async ({ storage }) => {
      equal(storage.get('contract.a'), null)
      storage.set('contract.a', '值')
      storage.set('contract.a', '值 2')
      equal(storage.get('contract.a'), '值 2')
      storage.remove('contract.a')
      storage.remove('contract.a')
      equal(storage.get('contract.a'), null)
    },
  },
  {
    title: 'the storage lists its keys and forgets what is removed',
    check: async ({ storage }) => {
      for (const key of ['contract.q.1', 'contract.q.2', 'contract.other']) storage.set(key, `text of ${key}`)
      const keys = (): string[] => storage.keys().filter(key => key.startsWith('contract.'))
      equal(keys().sort(), ['contract.other', 'contract.q.1', 'contract.q.2'])
      equal(storage.get('contract.q.2'), 'text of contract.q.2')
      for (const key of ['contract.q.1', 'contract.q.2', 'contract.other']) storage.remove(key)
      equal(keys(), [])
      equal(storage.get('contract.q.1'), null)
    },
  },
  {
    title: 'a lock is held by one at a time and is free again when its task fails',
    check: async ({ lock }) => {
      let holders = 0
      let most = 0
      let runs = 0
      const task = async (): Promise<void> => {
        runs++
        most = Math.max(most, ++holders)
        await Promise.resolve()
        holders--
      }
      await Promise.all([lock('contract.lock', task), lock('contract.lock', task)])
      equal(most, 1)
      equal(runs, 2)
      const failed = await lock('contract.lock', () => Promise.reject(new Error('failed'))).catch(() => 'failed')
      equal(failed, 'failed')
      await lock('contract.lock', task)
      equal(runs, 3)
    },
  },
  {
    title: 'a timer calls back once, a cancelled one never',
    check: async ({ clock }) => {
      const called: string[] = []
      clock.after(1, () => called.push('cancelled'))()
      clock.after(5, () => called.push('first'))
      await new Promise<void>(resolve => clock.after(30, resolve))
      equal(called, ['first'])
      equal(Number.isInteger(clock.now()), true)
    },
  },
  {
    title: 'a context is plain JSON and random bytes differ',
    check: async ({ context }) => {
      const captured = context.capture()
      equal(JSON.parse(JSON.stringify(captured)), captured)
      equal(context.random(16).length, 16)
      const drawn = new Set([context.random(16).join(), context.random(16).join()])
      equal(drawn.size, 2)
    },
  },
]

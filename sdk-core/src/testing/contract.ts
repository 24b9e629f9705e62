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
    title: 'a fact is there until it is removed',
    check: async ({ facts }) => {
      equal(facts.get('contract.a'), null)
      facts.set('contract.a', '值')
      facts.set('contract.a', '值 2')
      equal(facts.get('contract.a'), '值 2')
      facts.remove('contract.a')
      facts.remove('contract.a')
      equal(facts.get('contract.a'), null)
    },
  },
  {
    title: 'the storage lists its keys by prefix and forgets what is removed',
    check: async ({ storage }) => {
      for (const key of ['contract.q.1', 'contract.q.2', 'contract.other']) await storage.set(key, `text of ${key}`)
      equal([...(await storage.keys('contract.q.'))].sort(), ['contract.q.1', 'contract.q.2'])
      equal(await storage.get('contract.q.2'), 'text of contract.q.2')
      for (const key of ['contract.q.1', 'contract.q.2', 'contract.other']) await storage.remove(key)
      equal(await storage.keys('contract.'), [])
      equal(await storage.get('contract.q.1'), null)
    },
  },
  {
    title: 'a lock is held by one at a time and is free again when its task fails',
    check: async ({ lock }) => {
      let holders = 0
      let most = 0
      const task = async (): Promise<void> => {
        most = Math.max(most, ++holders)
        await Promise.resolve()
        holders--
      }
      await Promise.all([lock('contract.lock', task), lock('contract.lock', task)])
      equal(most, 1)
      await lock('contract.lock', () => Promise.reject(new Error('failed'))).catch(() => {})
      equal(await lock('contract.lock', task), true)
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
  {
    title: 'a subscription can be ended twice',
    check: async ({ lifecycle }) => {
      for (const subscribe of [lifecycle.onHide, lifecycle.onShow, lifecycle.onOnline]) {
        const end = subscribe(() => {})
        end()
        end()
      }
    },
  },
]

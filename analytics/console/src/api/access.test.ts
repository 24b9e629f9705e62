import { expect, test } from 'vitest'
import { createAccess } from './access.ts'
import { createTokenStore } from './token-store.ts'

test('a refusal asks once for a token, which is kept, and each token lets waiting questions begin anew', () => {
  const kept = new Map<string, string>()
  const tokens = createTokenStore({
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  })
  const access = createAccess(tokens)
  let told = 0
  const unsubscribe = access.subscribe(() => {
    told += 1
  })
  access.refuse()
  access.refuse()
  expect(access.current()).toEqual({ refused: true, given: 0 })
  expect(told).toBe(1)
  access.give('secret')
  expect(access.current()).toEqual({ refused: false, given: 1 })
  expect(tokens.read()).toBe('secret')
  unsubscribe()
  access.refuse()
  expect(told).toBe(2)
})

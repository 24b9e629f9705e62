import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PluginPage, type PluginSite, startPluginSite } from '../../testing/plugin-page.ts'

const SCRIPT = `
import { createTracker } from '../src/index.ts'
import { errors } from '../src/plugins/errors.ts'
export const start = config => createTracker({ ...config, plugins: [errors(location.search ? { max: 3 } : {})] })`

let site: PluginSite
let there: PluginPage
beforeAll(async () => {
  site = await startPluginSite({ script: SCRIPT })
})
afterAll(async () => {
  await site?.close()
})
beforeEach(async () => {
  there = await site.open()
  await there.visit()
})
afterEach(async () => {
  await there.close()
})

declare const window: {
  tracker: Record<string, (...args: unknown[]) => unknown>
  reportError(error: unknown): void
} & EventTarget

const settled = async (): Promise<{ message?: string; stack_hash?: string }[]> => {
  await there.page.waitForTimeout(50)
  const n = there.events('done').length + 1
  await there.page.evaluate(() => window.tracker.track!('done'))
  await there.waitFor('done', n)
  return there.events('$error').map(({ props }) => props ?? {})
}
/** Throws in the page, from code at this address. */
const fail = (message: string, stack: string): Promise<void> =>
  there.page.evaluate(
    ([text, trace]) => {
      const error = new Error(text)
      error.stack = `Error: ${text}\n    at buy (${trace})`
      window.reportError(error)
    },
    [message, stack] as const,
  )

test('an exception and a rejection that nobody caught are sent with a hash of their stack', async () => {
  await there.page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError('no cart')
    })
    Promise.reject(new Error('no network'))
    Promise.reject('just a text')
    Promise.reject()
  })
  const found = await settled()
  expect(found.map(({ message }) => message).sort()).toEqual([
    'Uncaught TypeError: no cart',
    'just a text',
    'no network',
    'undefined',
  ])
  const hashes = found.map(({ stack_hash }) => stack_hash).filter(Boolean)
  expect(hashes).toHaveLength(2)
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-z]{1,7}$/)
})

test('line numbers, url queries and the message do not change the hash, another way through the code does', async () => {
  await fail('order 1', 'https://shop/a.js?v=1:10:5')
  await fail('order 2', 'https://shop/a.js?v=2:99:1')
  await fail('order 3', 'https://shop/b.js:10:5')
  const [first, second, third] = await settled()
  expect(first?.stack_hash).toBe(second?.stack_hash)
  expect(third?.stack_hash).not.toBe(first?.stack_hash)
})

test('the same error is sent once a page view', async () => {
  for (let times = 0; times < 5; times++) await fail('again', 'https://shop/a.js:1:1')
  expect(await settled()).toHaveLength(1)
  await there.page.evaluate(() => window.tracker.track!('$page_view'))
  await fail('again', 'https://shop/a.js:1:1')
  expect(await settled()).toHaveLength(2)
})

test('no more are sent than allowed, whatever is viewed', async () => {
  await there.visit('/?max')
  for (let i = 0; i < 6; i++) {
    await fail(`error ${i}`, 'https://shop/a.js:1:1')
    await there.page.evaluate(() => window.tracker.track!('$page_view'))
  }
  expect(await settled()).toHaveLength(3)
})

test('an error of a foreign script counts, a file that does not load does not', async () => {
  await there.page.evaluate(async () => {
    window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }))
    window.dispatchEvent(new Event('error'))
    const image = new Image()
    image.src = 'data:image/png;base64,none'
    document.body.append(image)
    await new Promise(resolve => image.addEventListener('error', resolve))
  })
  expect(await settled()).toEqual([{ message: 'Script error.' }])
})

test('a long message is cut', async () => {
  await fail('x'.repeat(2000), 'https://shop/a.js:1:1')
  const [event] = await settled()
  expect(event?.message).toHaveLength(500)
})

test('errors of what is asked while one is sent end, and what cannot be read is only reported', async () => {
  await there.page.evaluate(() => {
    let n = 0
    window.tracker.register!({
      broken: () => {
        window.reportError(new Error('super property'))
        window.reportError(new Error(`super property ${n++}`))
      },
    })
    window.reportError(new Error('first'))
    Promise.reject(Object.create(null))
  })
  await there.page.evaluate(() => window.tracker.unregister!('broken'))
  expect((await settled()).length).toBeLessThanOrEqual(20)
  expect((await there.problems()).some(({ code, message }) => code === 'plugin' && message === 'errors')).toBe(true)
})

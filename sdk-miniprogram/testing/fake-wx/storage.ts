import { type ApiError, apiError, asyncApi } from './async-api.ts'
import type { Thread } from './thread.ts'
import type { FakeWx } from './wx-api.ts'

/** What a phone keeps of a mini-program over all its processes: values as JSON, by key. */
export type Stored = Map<string, string>

const KEY_LIMIT = 1024 * 1024
const LIMIT = 10 * KEY_LIMIT

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

// JSON leaves nothing of a Date but text, and a bare undefined is no JSON at all.
const write = (value: unknown): string => JSON.stringify(value instanceof Date ? { date: value.getTime() } : { value })
const read = (text: string): unknown => {
  const { value, date } = JSON.parse(text) as { value?: unknown; date?: number }
  return date === undefined ? value : new Date(date)
}

type StorageWx = Pick<
  FakeWx,
  | 'getStorage'
  | 'getStorageSync'
  | 'setStorage'
  | 'setStorageSync'
  | 'removeStorage'
  | 'removeStorageSync'
  | 'clearStorage'
  | 'clearStorageSync'
  | 'getStorageInfo'
  | 'getStorageInfoSync'
>

/** `refuses`: whether a write to this key fails, as on a phone without room. */
export const createStorageApi = (thread: Thread, stored: Stored, refuses: (key: string) => boolean): StorageWx => {
  const total = (): number => [...stored].reduce((sum, [key, text]) => sum + bytesOf(key) + bytesOf(text), 0)
  const set = (key: string, data: unknown): void => {
    const text = write(data)
    if (refuses(key)) throw apiError('the storage was denied')
    if (bytesOf(text) > KEY_LIMIT) throw apiError('entry exceeds the max size of 1Mb')
    const freed = stored.has(key) ? bytesOf(key) + bytesOf(stored.get(key) as string) : 0
    if (total() - freed + bytesOf(key) + bytesOf(text) > LIMIT) throw apiError('exceed storage max size 10Mb')
    stored.set(key, text)
  }
  const get = (key: string): unknown => {
    const text = stored.get(key)
    if (text === undefined) throw apiError('data not found')
    return read(text)
  }
  const info = () => ({ keys: [...stored.keys()], currentSize: Math.ceil(total() / 1024), limitSize: LIMIT / 1024 })
  const sync = <T>(name: string, act: () => T): T => {
    try {
      return act()
    } catch (error) {
      const { why = String(error) } = error as Partial<ApiError>
      throw new Error(`${name}:fail ${why}`)
    }
  }
  type Keyed = { key: string; data?: unknown }
  return {
    getStorageSync: (key: string) => (stored.has(key) ? get(key) : '') as never,
    setStorageSync: (key, data) => sync('setStorageSync', () => set(key, data)),
    removeStorageSync: key => void stored.delete(key),
    clearStorageSync: () => stored.clear(),
    getStorageInfoSync: info,
    getStorage: asyncApi<Keyed, { data: unknown }>(thread, 'getStorage', ({ key }) => ({ data: get(key) })),
    setStorage: asyncApi<Keyed, object>(thread, 'setStorage', ({ key, data }) => {
      set(key, data)
      return {}
    }),
    removeStorage: asyncApi<Keyed, object>(thread, 'removeStorage', ({ key }) => {
      stored.delete(key)
      return {}
    }),
    clearStorage: asyncApi(thread, 'clearStorage', () => {
      stored.clear()
      return {}
    }),
    getStorageInfo: asyncApi(thread, 'getStorageInfo', info),
  }
}

import type { Answer } from '@maidian/sdk-core'
import type { Entrance, Host } from '../host.ts'
import type { Part } from '../plugins/part.ts'
import { answersOf } from './answers-of.ts'
import { type System, sizeOf } from './system.ts'

type Observer = {
  relativeToViewport(): Observer
  observe(selector: string, tell: (seen: Part & { intersectionRatio: number }) => void): void
  disconnect(): void
}

type Reply = { statusCode: number; data: unknown; header?: Record<string, string> }

/** The slice that is used of `wx`, and of the globals that others made after it. `Data`: what a request may carry. */
export type WxLike<Data = string> = {
  getStorageSync(key: string): unknown
  setStorageSync(key: string, value: string): void
  removeStorageSync(key: string): void
  getStorageInfoSync(): { keys: string[] }
  request(options: {
    url: string
    method: 'POST'
    data: Data
    header: Record<string, string>
    timeout: number
    dataType: string
    success(reply: Reply): void
    fail(error: unknown): void
  }): unknown
  getDeviceInfo?(): System
  getWindowInfo?(): System
  getAppBaseInfo?(): System
  getSystemInfoSync?(): System
  getAccountInfoSync?(): { miniProgram: { version?: string; envVersion?: string } }
  getNetworkType?(options: { success(result: { networkType: string }): void }): unknown
  onNetworkStatusChange(listener: (result: { isConnected: boolean; networkType: string }) => void): void
  onAppShow(listener: (entrance: Entrance) => void): void
  onAppHide(listener: () => void): void
  getLaunchOptionsSync(): Entrance
  createIntersectionObserver(page: object, options: { thresholds: number[]; observeAll: boolean }): Observer
}

/** How a host takes a body. */
export type Body<Data> = { type: string; dataOf: (json: string) => Data }

export const AS_TEXT: Body<string> = { type: 'text/plain', dataOf: json => json }

/** A host whose global is like WeChat's. */
export const wxLike = <Data = string>(
  name: string,
  api: WxLike<Data>,
  { type, dataOf }: Body<Data> = AS_TEXT as Body<Data>,
): Host => ({
  name,
  storage: {
    // What is not there is an empty text.
    get: key => (api.getStorageSync(key) as string) || null,
    set: (key, value) => api.setStorageSync(key, value),
    remove: key => api.removeStorageSync(key),
    keys: () => api.getStorageInfoSync().keys,
  },
  request: ({ url, body, timeout }) =>
    new Promise<Answer>((resolve, reject) => {
      api.request({
        url,
        method: 'POST',
        data: dataOf(body),
        header: { 'content-type': type },
        timeout,
        // Not parsed: what the core reads is text.
        dataType: 'text',
        // Whatever the status is.
        success: ({ statusCode, data, header = {} }) =>
          resolve({
            status: statusCode,
            body: typeof data === 'string' ? data : JSON.stringify(data),
            retryAfter: header['Retry-After'] ?? header['retry-after'] ?? null,
          }),
        fail: reject,
      })
    }),
  system: () => {
    const { getDeviceInfo, getWindowInfo, getAppBaseInfo, getSystemInfoSync } = api
    const known = answersOf(getDeviceInfo, getWindowInfo, getAppBaseInfo)
    // Deprecated, and slow: for hosts that have nothing newer.
    const { model, system, language, SDKVersion, screenWidth, screenHeight, windowWidth, windowHeight } = known.model
      ? known
      : answersOf(() => known, getSystemInfoSync)
    return {
      model,
      os: system,
      language,
      sdk_version: SDKVersion,
      screen: sizeOf(screenWidth, screenHeight),
      viewport: sizeOf(windowWidth, windowHeight),
    }
  },
  app: () => {
    const { version, envVersion } = api.getAccountInfoSync?.().miniProgram ?? {}
    return { version: version || undefined, env: envVersion && envVersion !== 'release' ? 'test' : undefined }
  },
  onNetwork: tell => {
    api.onNetworkStatusChange(({ isConnected, networkType }) => tell(isConnected ? networkType : 'none'))
    api.getNetworkType?.({ success: ({ networkType }) => tell(networkType) })
  },
  onShow: tell => api.onAppShow(tell),
  onHide: tell => api.onAppHide(tell),
  launch: () => api.getLaunchOptionsSync(),
  observe: (page, selector, ratio, tell) => {
    const observer = api.createIntersectionObserver(page, { thresholds: [0, ratio], observeAll: true })
    observer.relativeToViewport().observe(selector, part => tell(part, part.intersectionRatio))
    return () => observer.disconnect()
  },
})

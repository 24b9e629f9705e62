import type { Answer } from '@maidian/sdk-core'
import type { Host } from '../host.ts'
import { answersOf } from './answers-of.ts'
import { type System, sizeOf } from './system.ts'

/** Alipay, whose storage and requests have another shape than WeChat's. */
export const createMyHost = (api: typeof my): Host => ({
  name: 'my',
  storage: {
    get: key => (api.getStorageSync({ key }).data as string | null) || null,
    set: (key, value) => {
      // Where others throw, this one answers.
      const { error, errorMessage } = api.setStorageSync({ key, data: value })
      if (error) throw new Error(errorMessage)
    },
    remove: key => {
      api.removeStorageSync({ key })
    },
    keys: () => api.getStorageInfoSync().keys as string[],
  },
  request: ({ url, body, timeout }) =>
    new Promise<Answer>((resolve, reject) => {
      api.request({
        url,
        method: 'POST',
        data: body,
        headers: { 'content-type': 'text/plain' },
        timeout,
        dataType: 'text',
        success: ({ status, data, headers }) =>
          resolve({
            status: status as number,
            body: String(data),
            retryAfter: headers?.['retry-after'] as string | null,
          }),
        // A status beyond 2xx fails here, and says so.
        fail: error => {
          const { status } = error as { status?: number }
          if (status) resolve({ status })
          else reject(error)
        },
      })
    }),
  system: () => {
    const ways = [api.getWindowInfo, api.getAppBaseInfo, () => api.getSystemInfoSync()] as (() => System)[]
    const { model, system, language, screenWidth, screenHeight, windowWidth, windowHeight } = answersOf(...ways)
    return {
      model,
      os: system,
      language,
      sdk_version: api.SDKVersion,
      screen: sizeOf(screenWidth, screenHeight),
      viewport: sizeOf(windowWidth, windowHeight),
    }
  },
  app: () => {
    const { version, envVersion } = api.getAccountInfoSync().miniProgram
    return { version, env: envVersion === 'release' ? undefined : 'test' }
  },
  onNetwork: tell => {
    api.onNetworkStatusChange(({ isConnected, networkType }) => tell(isConnected ? String(networkType) : 'none'))
    api.getNetworkType({ success: ({ networkType }) => tell(String(networkType)) })
  },
  onShow: tell => api.onAppShow(tell as never),
  onHide: tell => api.onAppHide(tell),
  launch: () => api.getLaunchOptionsSync() as never,
  observe: (_, selector, ratio, tell) => {
    const observer = api.createIntersectionObserver({ thresholds: [0, ratio], selectAll: true })
    observer.relativeToViewport({}).observe(selector, part => tell(part as never, part.intersectionRatio))
    return () => observer.disconnect()
  },
})

import { asyncApi } from './async-api.ts'
import type { Thread } from './thread.ts'
import type { FakeWx } from './wx-api.ts'

/** What a phone says of itself, of WeChat, and of the mini-program in it. */
export type Device = {
  device: WechatMiniprogram.DeviceInfo
  window: WechatMiniprogram.WindowInfo
  app: WechatMiniprogram.AppBaseInfo
  account: WechatMiniprogram.AccountInfo
}

export const PHONE: Device = {
  device: {
    abi: 'arm64-v8a',
    deviceAbi: 'arm64-v8a',
    benchmarkLevel: 40,
    brand: 'HUAWEI',
    cpuType: 'kirin 9000',
    memorySize: '8192',
    model: 'NOH-AN00',
    platform: 'android',
    system: 'Android 12',
  },
  window: {
    pixelRatio: 3,
    safeArea: { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 },
    screenHeight: 844,
    screenWidth: 390,
    screenTop: 91,
    statusBarHeight: 47,
    windowHeight: 700,
    windowWidth: 390,
  },
  app: {
    PCKernelVersion: '',
    SDKVersion: '3.8.9',
    enableDebug: false,
    fontSizeScaleFactor: 1,
    fontSizeSetting: 16,
    host: { appId: 'wx0000000000000001' },
    language: 'zh_CN',
    version: '8.0.56',
    theme: 'light',
  },
  account: {
    miniProgram: { appId: 'wx1234567890abcdef', envVersion: 'release', version: '2.4.0' },
    plugin: { appId: '', version: '' },
  },
}

type DeviceWx = Pick<
  FakeWx,
  | 'getDeviceInfo'
  | 'getWindowInfo'
  | 'getAppBaseInfo'
  | 'getSystemInfo'
  | 'getSystemInfoAsync'
  | 'getSystemInfoSync'
  | 'getAccountInfoSync'
>

export const createDeviceApi = (thread: Thread, { device, window, app, account }: Device): DeviceWx => {
  /** The old API: the three newer ones in one, without the permissions, which no tracker asks for. */
  const system = () => ({ ...device, ...window, ...app, errMsg: 'getSystemInfo:ok' }) as never
  return {
    getDeviceInfo: () => ({ ...device }),
    getWindowInfo: () => ({ ...window }),
    getAppBaseInfo: () => ({ ...app }),
    getAccountInfoSync: () => structuredClone(account),
    getSystemInfoSync: system,
    getSystemInfo: asyncApi(thread, 'getSystemInfo', system),
    getSystemInfoAsync: asyncApi(thread, 'getSystemInfoAsync', system),
  }
}

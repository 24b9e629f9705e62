import type { HostOptions } from '@maidian/sdk-miniprogram/testing/component-host'

const CODE = '/pages/home/home?utm_source=poster&utm_medium=qrcode&utm_campaign=autumn'

/** How people come in, by WeChat's numbers: the list of mini-programs, a search, a code on a poster. */
export const ENTRIES = [
  { url: '/pages/home/home', scene: 1001 },
  { url: '/pages/home/home', scene: 1005 },
  { url: CODE, scene: 1011 },
]

/** A card in a chat. */
export const FROM_A_FRIEND = 1007

const phone = (brand: string, model: string, system: string): NonNullable<HostOptions['device']> => ({
  device: {
    abi: 'arm64-v8a',
    deviceAbi: 'arm64-v8a',
    benchmarkLevel: 40,
    cpuType: '',
    memorySize: '8192',
    platform: /^iOS/.test(system) ? 'ios' : 'android',
    brand,
    model,
    system,
  },
})

export const PHONES = [
  phone('HUAWEI', 'NOH-AN00', 'HarmonyOS 4.2.0'),
  phone('Xiaomi', '23127PN0CC', 'Android 14'),
  phone('iPhone', 'iPhone 15 Pro<iPhone16,1>', 'iOS 17.5.1'),
]

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { sensorsTracker, startSensorsServer } from '../sensors.ts'
import type { TrackerUnderTest } from './tracker-under-test.ts'

const HOME = { taro: 'pages/home/index', 'uni-app': 'pages/home/home' }
const PRODUCT = { taro: 'pages/product/index', 'uni-app': 'pages/product/product' }

/** 神策 as the control: it is known to work in both. */
export const sensorsInShops: TrackerUnderTest = {
  name: '神策',
  start: async () => {
    const server = await startSensorsServer()
    return { url: server.url, seen: server.names, close: server.close }
  },
  files: sensorsTracker,
  sources: url => {
    const { 'tracker.js': setUp = '' } = sensorsTracker(url)
    const library = createRequire(import.meta.url).resolve('sa-sdk-miniprogram')
    return {
      'maidian.wx.js': readFileSync(library.replace('.cjs.', '.esm.'), 'utf8'),
      'tracker.js': setUp.replace(/const sensors = require.*/, `import sensors from './maidian.wx.js'`),
    }
  },
  visit: framework => {
    const [home, product] = [HOME[framework], PRODUCT[framework]]
    // uni-app's handlers come to be on the instance, where this tracker does not look; Taro has one for every tap.
    const tap = (page: string): string[] => (framework === 'taro' ? [`$MPClick ${page}`] : [])
    return [
      `$MPLaunch ${home}`,
      `$MPShow ${home}`,
      `$MPViewScreen ${home}`,
      ...tap(home),
      `$MPPageLeave ${home}`,
      `$MPViewScreen ${product}`,
      ...tap(product),
      ...tap(product),
      `$MPShare ${product}`,
      `$MPPageLeave ${product}`,
      `$MPViewScreen ${home}`,
      `$MPPageLeave ${home}`,
      `$MPHide ${home}`,
    ]
  },
}

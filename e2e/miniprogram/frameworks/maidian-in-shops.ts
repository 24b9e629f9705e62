import { readFileSync } from 'node:fs'
import { startFakeCollector } from '@maidian/sdk-core/testing/fake-collector'
import type { Framework } from './build-shop.ts'
import type { TrackerUnderTest } from './tracker-under-test.ts'

const HOME = { taro: 'pages/home/index', 'uni-app': 'pages/home/home' }
const PRODUCT = { taro: 'pages/product/index', 'uni-app': 'pages/product/product' }

/** A file of the SDK as it is published. */
const published = (file: string): string =>
  readFileSync(new URL(`../../../sdk-miniprogram/dist/${file}`, import.meta.url), 'utf8')

const setUp = (url: string): string => `
  createTracker({
    key: 'wk_test',
    url: ${JSON.stringify(url)},
    plugins: [lifeCycle(), pageViews(), shares(), clicks()],
  })`

const visit = (framework: Framework): string[] => {
  const [home, product] = [HOME[framework], PRODUCT[framework]]
  // Taro has a handler for every tap, so for that of the share button, too.
  const ofShareButton = framework === 'taro' ? [`$click ${product}`] : []
  return [
    `$first_visit ${home}`,
    `$session_start ${home}`,
    `$app_launch ${home}`,
    `$app_show ${home}`,
    `$page_view ${home}`,
    `$click ${home}`,
    `$page_leave ${home}`,
    `$page_view ${product}`,
    `$click ${product}`,
    ...ofShareButton,
    `$share ${product}`,
    `$page_leave ${product}`,
    `$page_view ${home}`,
    `$page_leave ${home}`,
    `$app_hide ${home}`,
  ]
}

/** Ours, as a user of either framework takes it in: the file for WeChat, or the package, which finds its host. */
export const maidianInShops: TrackerUnderTest = {
  name: 'Maidian',
  start: async () => {
    const collector = await startFakeCollector()
    const seen = (): string[] =>
      collector.received.flatMap(({ batch: { events, contexts = [] } }) =>
        events.map(
          ({ event, context = 0 }) => `${event} ${(contexts[context] as { path?: string } | undefined)?.path}`,
        ),
      )
    return { url: collector.url, seen, close: collector.close }
  },
  files: url => ({
    'maidian.wx.js': published('maidian.wx.js'),
    'tracker.js': `const { createTracker, lifeCycle, pageViews, shares, clicks } = require('./maidian.wx.js')\n${setUp(url)}`,
  }),
  sources: url => ({
    'maidian.wx.js': published('index.js'),
    'tracker.js': `import { createTracker, lifeCycle, pageViews, shares, clicks } from './maidian.wx.js'\n${setUp(url)}`,
  }),
  visit,
}

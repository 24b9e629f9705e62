import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HostedApp, hostInChromium, hostInJsdom } from '@maidian/sdk-miniprogram/testing/component-host'
import { launchChromium, type RunningChromium } from '@maidian/sdk-web/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildShop, type Framework } from './build-shop.ts'
import type { TrackerUnderTest, Way } from './tracker-under-test.ts'

const FRAMEWORKS: Framework[] = ['taro', 'uni-app']
const WAYS: Way[] = ['as a file', 'bundled']

/** From the list to a product, buys it, shares it by its button, goes back and leaves. */
const visit = async (app: HostedApp): Promise<void> => {
  await expect.poll(() => app.text()).toBe('Red shoesBlue shoes')
  await app.tap('#card-p-1')
  await expect.poll(() => app.title()).toBe('Red shoes')
  await expect.poll(() => app.text()).toContain('0 bought')
  await app.tap('#buy')
  await expect.poll(() => app.text()).toContain('1 bought')
  await app.tap('#share')
  await expect.poll(() => app.cards()).toMatchObject([{ title: 'Red shoes (button)' }])
  await app.back()
  await app.hide()
}

/** What `tracker` tells of a visit to the shops that Taro and uni-app compile, each thing once. */
export const testShops = (tracker: TrackerUnderTest): void => {
  describe.each(FRAMEWORKS)(`${tracker.name} in what %s makes`, framework => {
    let chromium: RunningChromium
    beforeAll(async () => {
      chromium = await launchChromium()
    })
    afterAll(() => chromium?.close())

    test.each(WAYS)('%s', async way => {
      const far = await tracker.start()
      const folder = buildShop(framework, way === 'bundled' ? tracker.sources(far.url) : {})
      const app = `require('./tracker.js');${readFileSync(join(folder, 'app.js'), 'utf8')}`
      const files = way === 'bundled' ? {} : { ...tracker.files(far.url), 'app.js': app }
      const expected = tracker.visit(framework, way)
      try {
        for (const open of [hostInJsdom, hostInChromium.bind(null, chromium.browser)]) {
          const before = far.seen().length
          const shop = await open(folder, { files })
          await visit(shop)
          await expect.poll(() => far.seen().slice(before), { timeout: 10_000 }).toContain(expected.at(-1))
          expect(far.seen().slice(before)).toEqual(expected)
          expect([await shop.errors(), await shop.refused()]).toEqual([[], []])
          await shop.close()
        }
      } finally {
        await far.close()
      }
    })
  })
}

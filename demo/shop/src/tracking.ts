import { createTracker } from '@maidian/sdk-web'
import { pageViews } from '@maidian/sdk-web/plugins/page-views'
import type { Line } from './cart.ts'
import type { CartItem, Events } from './plan.gen.ts'

/** Sends the events of the shop's tracking plan, and nothing else: `plan.gen.ts` is made from it. */
export const tracker = createTracker<Events>({
  key: 'wk_demo_web',
  url: location.origin,
  plugins: [pageViews()],
})

export const itemsOf = (lines: Line[]): CartItem[] =>
  lines.map(({ product, quantity }) => ({
    item_id: product.id,
    item_name: product.name,
    price: product.price,
    quantity,
  }))

/** A readable number that is new each time, such as `o-mb2k9x-417`. */
export const newNumber = (prefix: string): string =>
  `${prefix}-${Date.now().toString(36)}-${Math.floor(Math.random() * 900 + 100)}`

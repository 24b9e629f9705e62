import { createTracker } from '@maidian/sdk-web'
import { pageViews } from '@maidian/sdk-web/plugins/page-views'
import type { Line } from './cart.ts'

type Item = { item_id: string; item_name: string; price: number; quantity: number }

/** Every event the shop sends. */
type Events = {
  search: { search_term: string; results: number }
  view_item_list: { category_id: string }
  view_item: { product_id: string; category_id: string; price: number }
  add_to_cart: { product_id: string; category_id: string; price: number; quantity: number }
  remove_from_cart: { product_id: string; quantity: number }
  begin_checkout: { checkout_id: string; value: number; items: Item[] }
  create_order: { order_id: string; value: number; items: Item[] }
  purchase: { order_id: string; value: number; payment_type: string; items: Item[] }
}

export const tracker = createTracker<Events>({
  key: 'wk_demo_web',
  url: location.origin,
  plugins: [pageViews()],
})

export const itemsOf = (lines: Line[]): Item[] =>
  lines.map(({ product, quantity }) => ({
    item_id: product.id,
    item_name: product.name,
    price: product.price,
    quantity,
  }))

/** A readable number that is new each time, such as `o-mb2k9x-417`. */
export const newNumber = (prefix: string): string =>
  `${prefix}-${Date.now().toString(36)}-${Math.floor(Math.random() * 900 + 100)}`

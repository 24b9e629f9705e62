import { createTracker, pageViews } from '@maidian/sdk-web'
import { type Binding, bindings } from '@maidian/sdk-web/plugins/bindings'
import { debug, type PlanForDebug } from '@maidian/sdk-web/plugins/debug'
import { pageLeave } from '@maidian/sdk-web/plugins/page-leave'
import boundByPlan from './bindings.gen.json'
import type { Line } from './cart.ts'
import type { CartItem, Events } from './plan.gen.ts'

const PATTERNS = ['/shop/category/:id', '/shop/product/:id', '/shop/paid/:id']

/** Releases of the plan, each loaded when asked for; `?maidian_debug=1` shows the newest beside the events. */
const releases = import.meta.glob<PlanForDebug>('../../../tracking-plan/releases/*.json', { import: 'default' })
const newestRelease = (): Promise<PlanForDebug> =>
  Object.entries(releases)
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1)?.[1]() ?? Promise.reject(new Error('nothing is released yet'))

/** Sends the events of the shop's tracking plan, and nothing else: `plan.gen.ts` and `bindings.gen.json` are made from it. */
export const tracker = createTracker<Events>({
  key: 'wk_demo_web',
  url: location.origin,
  plugins: [
    pageViews({ patterns: PATTERNS }),
    pageLeave(),
    bindings(boundByPlan as Binding[]),
    debug({ load: () => import('@maidian/sdk-web/debug-overlay'), plan: newestRelease }),
  ],
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


import { createTracker } from '@maidian/sdk-web'
import { buy, deleteEvent, pay, type Events, type Profile, type SuperProperties } from './plan.ts'
const tracker = createTracker<Events>({ key: 'wk', url: 'https://x' })

tracker.track(buy({ product_id: 'p' }))
tracker.track('buy', { product_id: 'p', price: 12.5, paid_at: new Date(), entry: 'home', note: null, labels: ['a'] })
tracker.track(buy({ product_id: 'p', entry: 'anything', items: [{ product_id: 'p', price: 1 }], store_id: 's' }))
tracker.track(pay({ payment_type: 'wechat' }))
tracker.track(pay({ payment_type: 'card', bank_code: 'ICBC' }))
tracker.track(deleteEvent())
export const profile: Profile = { member_level: 'gold' }
export const everywhere: SuperProperties = { store_id: 's' }


import { createTracker } from '@maidian/sdk-web'
import { buy, deleteEvent, pay, type Events, type Profile, type SuperProperties } from './plan.ts'
const tracker = createTracker<Events>({ key: 'wk', url: 'https://x' })
tracker.track(buy({ product_id: 1 }))
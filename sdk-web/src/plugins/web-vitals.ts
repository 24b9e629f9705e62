import type { Plugin } from '@maidian/sdk-core'
import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'

/**
 * Sends `$web_vital {name, value, rating}` for CLS, FCP, INP, LCP and TTFB: ms with one decimal, CLS without a unit
 * and with four.
 */
export const webVitals = (): Plugin => ({
  name: 'web-vitals',
  setup: host => {
    const send = ({ name, value, rating }: Metric): void =>
      host.track('$web_vital', { name, value: +value.toFixed(name === 'CLS' ? 4 : 1), rating })
    for (const observe of [onCLS, onFCP, onINP, onLCP, onTTFB]) observe(send)
  },
})

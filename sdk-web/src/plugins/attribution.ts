import type { Plugin } from '@maidian/sdk-core'

export type AttributionOptions = {
  /** Query parameters that make a landing a touch. */
  utm?: string[]
  /** Those of advertisers' click ids; the first one present is kept as `click_id`. */
  clickIds?: string[]
  /** Also puts the latest touch on every event as super properties; the plan should know them. Default false. */
  onEvents?: boolean
}

const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']
const CLICK_IDS = ['gclid', 'gbraid', 'wbraid', 'msclkid', 'fbclid', 'ttclid', 'bd_vid', 'qz_gdt', 'gdt_vid']
const MOST = 200
const KEY = 'touch'

type Touch = Record<string, string>

const prefixed = (prefix: string, touch: Touch): Touch =>
  Object.fromEntries(Object.entries(touch).map(([name, value]) => [prefix + name, value]))

/** How the visitor came here; empty for a direct visit and for one from our own pages. */
const touchOf = (utm: string[], clickIds: string[]): Touch => {
  const touch: Touch = {}
  const query = new URLSearchParams(location.search)
  const put = (name: string, value: string | null): void => {
    if (value) touch[name] = value.slice(0, MOST)
  }
  for (const name of utm) put(name, query.get(name))
  const click = clickIds.find(name => query.get(name))
  if (click) {
    put('click_id_name', click)
    put('click_id', query.get(click))
  }
  const from = document.referrer && new URL(document.referrer).hostname
  if (from !== location.hostname) put('referrer_host', from)
  if (Object.keys(touch).length) put('landing_path', location.pathname)
  return touch
}

/**
 * First and last touch as profile properties: `first_…` with `$profile_set_once`, `latest_…` with `$profile_set`. A
 * direct visit changes neither. Each event's own channel and campaign are found by the processor; this is for who came
 * how, long ago.
 */
export const attribution = ({ utm = UTM, clickIds = CLICK_IDS, onEvents = false }: AttributionOptions = {}): Plugin => {
  let touch: Touch = {}
  return {
    name: 'attribution',
    // Before consent may be given, the address may have changed.
    setup: () => {
      touch = touchOf(utm, clickIds)
    },
    ready: host => {
      const text = JSON.stringify(touch)
      // A reload of the landing page is no second touch.
      if (text === '{}' || host.facts.get(KEY) === text) return
      host.facts.set(KEY, text)
      const latest = prefixed('latest_', touch)
      host.track('$profile_set_once', { properties: prefixed('first_', touch) })
      host.track('$profile_set', { properties: latest })
      if (onEvents) host.register(latest)
    },
  }
}

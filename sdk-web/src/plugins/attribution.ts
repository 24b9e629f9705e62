import type { Plugin } from '@maidian/sdk-core'

export type AttributionOptions = {
  /** Query parameters that make a landing a touch. */
  keep?: string[]
  /** Those of advertisers' click ids; the first one present is kept, with its name. */
  clickIds?: string[]
  /** Hosts, with their subdomains, that send nobody: our other sites, and where visitors pay. */
  ignore?: string[]
  /** Also puts the latest touch on every event as super properties; the plan should know them. Default false. */
  onEvents?: boolean
}

const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']
const CLICK_IDS = ['gclid', 'gbraid', 'wbraid', 'msclkid', 'fbclid', 'ttclid', 'bd_vid', 'qz_gdt', 'gdt_vid']
/** Values end here, in characters. */
const MOST = 200
const KEY = 'touch'

type Touch = Record<string, string | number>

const prefixed = (prefix: string, touch: Touch): Touch =>
  Object.fromEntries(Object.entries(touch).map(([name, value]) => [prefix + name, value]))

/**
 * First and last touch as profile properties: `first_…` with `$profile_set_once`, once for a device, and `latest_…`
 * with `$profile_set`. A touch is a landing with a campaign, a click id or another site before it; a direct visit
 * changes neither. Each event's own channel and campaign are found by the processor; this is for who came how, long ago.
 */
export const attribution = ({
  keep = UTM,
  clickIds = CLICK_IDS,
  ignore = [],
  onEvents = false,
}: AttributionOptions = {}): Plugin => {
  const touch: Touch = {}
  return {
    name: 'attribution',
    // Before consent may be given, the address may have changed.
    setup: () => {
      const query = new URLSearchParams(location.search)
      const put = (name: string, value: string | null | undefined): void => {
        if (value) touch[name] = [...value].slice(0, MOST).join('')
      }
      for (const name of keep) put(name, query.get(name))
      const click = clickIds.find(name => query.get(name))
      put('click_id_name', click)
      put('click_id', click && query.get(click))
      const [, from = ''] = document.referrer.split(/[/:]+/)
      if (![location.hostname, ...ignore].some(host => `.${from}`.endsWith(`.${host}`))) put('referrer_host', from)
      if (Object.keys(touch).length) {
        put('landing_url', location.pathname)
        touch.touch_time = Date.now()
      }
    },
    ready: host => {
      const { touch_time, ...what } = touch
      if (!touch_time) return
      const device = host.deviceId()
      const stored = host.facts.get(KEY)
      let known: { device?: string; touch?: Touch } = {}
      try {
        known = JSON.parse(stored ?? '{}')
      } catch {}
      const text = JSON.stringify({ device, touch: what })
      // A reload of the landing page is no second touch.
      if (text === stored) return
      host.facts.set(KEY, text)
      const latest = prefixed('latest_', touch)
      // What the touch before had and this one has not would read as one touch that never was.
      const gone = Object.keys(prefixed('latest_', known.touch ?? {})).filter(name => !(name in latest))
      if (known.device !== device) host.track('$profile_set_once', { properties: prefixed('first_', touch) })
      if (gone[0]) host.track('$profile_unset', { properties: Object.fromEntries(gone.map(name => [name, true])) })
      host.track('$profile_set', { properties: latest })
      if (!onEvents) return
      for (const name of gone) host.unregister(name)
      host.register(latest)
    },
  }
}

import { attribution } from './plugins/attribution.ts'
import { bindings } from './plugins/bindings.ts'
import { clicks } from './plugins/clicks.ts'
import { type DebugOptions, debug, type Overlay } from './plugins/debug.ts'
import { errors } from './plugins/errors.ts'
import { experiments } from './plugins/experiments.ts'
import { exposure } from './plugins/exposure.ts'
import { forms } from './plugins/forms.ts'
import { linker } from './plugins/linker.ts'
import { pageLeave } from './plugins/page-leave.ts'
import { pageViews } from './plugins/page-views.ts'
import { withProfile } from './profile.ts'
import { takeOver } from './script/take-over.ts'
import { withTimers } from './timers.ts'

/** What the script tag gets as `Maidian`: everything but web vitals, which are bigger than all other plugins together. */
export { createTracker } from './index.ts'
export { subdomainCookie } from './plugins/subdomain-cookie.ts'
export {
  attribution,
  bindings,
  clicks,
  debug,
  errors,
  experiments,
  exposure,
  forms,
  linker,
  pageLeave,
  pageViews,
  withProfile,
  withTimers,
}

/** The overlay lies beside this script, unless the page says where. */
const beside = typeof document === 'undefined' ? '' : (document.currentScript as HTMLScriptElement | null)?.src
const debugBeside = (options?: Partial<DebugOptions>) => {
  const address = new URL('overlay/debug-overlay.js', beside || location.href).href
  return debug({ load: () => import(address) as Promise<Overlay>, ...options })
}

takeOver({
  attribution,
  bindings,
  clicks,
  debug: debugBeside,
  errors,
  experiments,
  exposure,
  forms,
  linker,
  pageLeave,
  pageViews,
})

import type { Plugin } from '@maidian/sdk-core'

export type Experiments = Plugin & {
  /** The visitor has seen this variant: sent once per page load and variant. May be called before the tracker starts. */
  exposed(key: string, variant: string): void
}

export type ExperimentOptions = {
  /** Also puts `exp_<key>: variant` on every later event; the plan should know these properties. Default false. */
  onEvents?: boolean
}

/** Sends `$experiment {key, variant}`, at the moment a variant is seen rather than where it is drawn. */
export const experiments = ({ onEvents = false }: ExperimentOptions = {}): Experiments => {
  const early: [key: string, variant: string][] = []
  const seen = new Set<string>()
  const active: Record<string, string> = {}
  let exposed = (key: string, variant: string): void => {
    early.push([key, variant])
  }
  return {
    name: 'experiments',
    setup: host => {
      exposed = (key, variant) => {
        const what = `${String(key)}\n${String(variant)}`
        if (!seen.has(what)) host.track('$experiment', { key, variant })
        seen.add(what)
        // Only now: the exposure itself says it already.
        active[`exp_${String(key)}`] = variant
      }
      for (const [key, variant] of early) exposed(key, variant)
    },
    exposed: (key, variant) => exposed(key, variant),
    enrich: event => {
      if (onEvents) event.props = { ...active, ...event.props }
      return event
    },
  }
}

import type { Plugin } from '@maidian/sdk-core'

export type Experiments = Plugin & {
  /** The visitor has seen this variant: sent once per page load and variant. */
  exposed(key: string, variant: string): void
}

export type ExperimentOptions = {
  /** Also puts `exp_<key>: variant` on every later event; the plan should know these properties. Default false. */
  onEvents?: boolean
}

/** Sends `$experiment {key, variant}`, at the moment a variant is seen rather than where it is drawn. */
export const experiments = ({ onEvents = false }: ExperimentOptions = {}): Experiments => {
  const seen = new Map<string, string>()
  let send = (_: { key: string; variant: string }): void => {}
  return {
    name: 'experiments',
    setup: host => {
      send = props => host.track('$experiment', props)
      for (const [key, variant] of seen) send({ key, variant })
    },
    exposed: (key, variant) => {
      if (seen.get(key) === variant) return
      seen.set(key, variant)
      send({ key, variant })
    },
    enrich: event => {
      if (onEvents) for (const [key, variant] of seen) event.props[`exp_${key}`] ??= variant
      return event
    },
  }
}

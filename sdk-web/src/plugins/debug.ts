import type { EventRemark, Plugin, TrackedEvent } from '@maidian/sdk-core'

/** What a release of the plan says, as far as the overlay shows it: a file of `tracking-plan/releases` fits. */
export type PlanForDebug = {
  version?: string
  events: Record<
    string,
    {
      title?: Record<string, string>
      fires?: { when?: Record<string, string>; not?: Record<string, string> }
      props: { name: string; required?: boolean }[]
    }
  >
  properties: Record<string, { type: string; say?: Record<string, string>; unit?: string }>
}

/** What the overlay's own bundle offers. */
export type Overlay = {
  openOverlay(options: { id: string; plan: PlanForDebug | undefined; close: () => void }): {
    queued(event: TrackedEvent): void
    answered(remarks: EventRemark[]): void
  }
}

export type DebugOptions = {
  /** Gets the overlay, by a dynamic import of `@maidian/sdk-web/debug-overlay`. Called on demand alone. */
  load: () => Promise<Overlay>
  /** Gets the release that the page was built with, to show its entry beside each event. */
  plan?: () => Promise<PlanForDebug>
  /** The query parameter that asks for it; its value is the id that others follow, `1` for a new one. */
  param?: string
}

/** Events that wait for the overlay to load. */
const MOST_WAITING = 200

/**
 * `?maidian_debug=1` in the address, kept until the tab closes: every event with its verdict in a panel on the page,
 * and a debug id on the wire, by which somebody else can follow in the console.
 */
export const debug = ({ load, plan, param = 'maidian_debug' }: DebugOptions): Plugin => {
  /** Undefined: nobody wants it. Until `setup` knows, plugins that stand before this one may have sent something. */
  let waiting: (() => void)[] | undefined = []
  let panel: ReturnType<Overlay['openOverlay']> | undefined
  const tell = (call: () => void): void => {
    if (panel) call()
    else if (waiting && waiting.length < MOST_WAITING) waiting.push(call)
  }
  const remembered = (id: string | null): string | null => {
    try {
      if (id !== null) sessionStorage.setItem(param, id)
      return sessionStorage.getItem(param)
    } catch {
      return id
    }
  }
  return {
    name: 'debug',
    queued: event => tell(() => panel?.queued(event)),
    answered: remarks => tell(() => panel?.answered(remarks)),
    setup: host => {
      const wanted = remembered(new URLSearchParams(location.search).get(param))
      if (!wanted) {
        waiting = undefined
        return
      }
      const id = host.debug(wanted === '1' ? undefined : wanted)
      remembered(id)
      const close = (): void => {
        waiting = panel = undefined
        remembered('')
      }
      Promise.all([load(), plan?.().catch(() => undefined)])
        .then(([{ openOverlay }, release]) => {
          panel = openOverlay({ id, plan: release, close })
          for (const call of waiting ?? []) call()
          waiting = undefined
        })
        .catch(cause => host.report('plugin', 'debug: the overlay did not load', cause))
    },
  }
}

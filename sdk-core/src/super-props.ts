import type { BadProperty, Props } from './event.ts'
import { parseObject, toJson } from './json.ts'
import type { Facts } from './platform.ts'

/** Properties that are on every later event, by name. Values that are functions are asked at each event. */
export type SuperProps = {
  /** Those that persist. */
  stored(): Props
  /** Those that live as long as the page, as of now; `bad` is told of functions that throw. They win over stored ones. */
  live(bad: BadProperty): Props
  /** Functions and the page's properties live as long as the page; plain values persist once there is consent. */
  add(props: Props, once?: boolean): void
  remove(name: string): void
  /** Replaces the properties of this page. */
  setPage(props: Props): void
  reset(): void
}

const KEY = 'props'

/** Read from storage again only when another tab changed them. `pass` runs what stores something, once it may. */
export const createSuperProps = (facts: Facts, pass: (store: () => void) => unknown): SuperProps => {
  let text: string | null = null
  let kept: Props = {}
  let computed: Props = {}
  let page: Props = {}

  const stored = (): Props => {
    const now = facts.get(KEY)
    if (now !== text) {
      text = now
      kept = parseObject<Props>(now) as Props
    }
    return kept
  }
  const write = (props: Props): void => facts.set(KEY, toJson(props))
  return {
    stored,
    live: bad => {
      const all = { ...computed, ...page }
      for (const name of Object.keys(all)) {
        const value = all[name]
        if (typeof value !== 'function') continue
        delete all[name]
        try {
          all[name] = value()
        } catch (cause) {
          bad(name, cause)
        }
      }
      return all
    },
    add: (props, once) => {
      const plain: Props = {}
      for (const name of Object.keys(props)) {
        if (once && name in computed) continue
        delete computed[name]
        const to = typeof props[name] === 'function' ? computed : plain
        to[name] = props[name]
      }
      pass(() => write(once ? { ...plain, ...stored() } : { ...stored(), ...plain }))
    },
    remove: name => {
      delete computed[name]
      pass(() => {
        const { [name]: _, ...next } = stored()
        write(next)
      })
    },
    setPage: props => {
      page = props
    },
    reset: () => {
      computed = {}
      page = {}
      facts.remove(KEY)
    },
  }
}

import type { Plugin, Host as Tracker } from '@maidian/sdk-core'
import type { PageInstance } from '../hooks/hooks.ts'
import type { Mini } from '../mini.ts'
import { queryOf } from '../query.ts'

export type ShareOptions = {
  /**
   * Adds to the path of a card who shared it, so that `$share` can say how far a chain has come. Default false: cards
   * stay as the app made them.
   */
  chain?: boolean
}

type Link = { depth: number; from: string }
type Card = { path?: string; query?: string; promise?: Promise<Card> }

const MARK = '_mds'

const linkIn = (query: { [MARK]?: unknown } = {}): Link | undefined => {
  const [, depth, from] = /^(\d{1,4})\.(.+)$/.exec(String(query[MARK] ?? '')) ?? []
  return from ? { depth: Number(depth), from } : undefined
}

const append = (text: string, mark: string): string =>
  `${text}${text.includes('?') ? '&' : '?'}${MARK}=${encodeURIComponent(mark)}`

/**
 * `$share` when a user shares: `channel` is `message` or `timeline`. With `chain`, `from_user` is who shared it before and `depth` how often it was
 * shared on; sharing again what one shared oneself does not add to it. Pages without `onShareAppMessage` stay without.
 */
export const shares =
  ({ chain = false }: ShareOptions = {}) =>
  ({ hooks, entrance }: Mini): Plugin => {
    const me = (tracker: Tracker): string => tracker.identity.get().user ?? tracker.deviceId()
    const stateOf = (tracker: Tracker): { depth?: number; from_user?: string } => {
      if (!chain || !tracker.deviceId()) return {}
      const link = linkIn(entrance().query)
      const own = me(tracker)
      if (!link) return { depth: 1 }
      return link.from === own ? { depth: link.depth } : { depth: link.depth + 1, from_user: link.from }
    }
    return {
      name: 'shares',
      setup: tracker => {
        /** The card with our mark; undefined leaves it as it is. */
        const marked = (page: PageInstance, card: Card | undefined, timeline: boolean): Card | undefined => {
          const { depth } = stateOf(tracker)
          if (!depth) return undefined
          const mark = `${depth}.${me(tracker)}`
          const sign = (own: Card | undefined): Card => {
            if (timeline) return { ...own, query: append(`?${own?.query ?? queryOf(page.options)}`, mark).slice(1) }
            const query = queryOf(page.options)
            // Without a path the host shares the page as it is.
            return { ...own, path: append(own?.path ?? `/${page.route}${query && `?${query}`}`, mark) }
          }
          // A card that comes later is signed later.
          return card?.promise ? { ...sign(card), promise: card.promise.then(sign) } : sign(card)
        }
        const channels = { onShareAppMessage: 'message', onShareTimeline: 'timeline' } as const
        for (const offer of ['onShareAppMessage', 'onShareTimeline'] as const) {
          hooks.on(offer, () => tracker.track('$share', { channel: channels[offer], ...stateOf(tracker) }))
          if (chain)
            hooks.onAnswer(offer, (page, _, card) =>
              marked(page, card as Card | undefined, offer === 'onShareTimeline'),
            )
        }
        hooks.on('onAddToFavorites', () => tracker.track('$add_favorite'))
      },
    }
  }

import type { Hooks, PageInstance } from './hooks/hooks.ts'
import type { Entrance } from './host.ts'
import { queryOf } from './query.ts'

/** Where the user is: path without a leading slash, as hosts say it, and query string. */
export type Place = { path: string; query: string }

export type Pages = {
  /** The page in view, else the last one; before the first one, what the app was opened with. */
  current(): Place
}

const trimStart = (path: string): string => path.replace(/^\//, '')

/** Follows which page is in view. */
export const followPages = (hooks: Hooks, launch: Entrance): Pages => {
  let place: Place = { path: trimStart(launch.path ?? ''), query: queryOf(launch.query) }
  const queries = new WeakMap<PageInstance, string>()
  hooks.on('onLoad', (page, [options]) => void queries.set(page, queryOf(options as Record<string, unknown>)))
  hooks.on('onShow', page => {
    const path = trimStart(page.route ?? page.__route__ ?? '')
    place = { path, query: queries.get(page) ?? queryOf(page.options) }
  })
  return { current: () => place }
}

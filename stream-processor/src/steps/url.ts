const CLICK_IDS: readonly string[] = [
  'gclid',
  'gbraid',
  'wbraid',
  'dclid',
  'msclkid',
  'fbclid',
  'ttclid',
  'twclid',
  'li_fat_id',
  'yclid',
  'bd_vid',
  'qhclickid',
  'sogou_vid',
  'qz_gdt',
  'gdt_vid',
  'clickid',
]
const UTM = /^utm_(?:source|medium|campaign|term|content|id)$/

export type UrlFacts = { url: string; host: string; path: string; query: URLSearchParams }

const NONE: UrlFacts = { url: '', host: '', path: '', query: new URLSearchParams() }

const decoded = (path: string): string => {
  try {
    return decodeURI(path).toWellFormed()
  } catch {
    return path
  }
}

/**
 * Takes a url apart and keeps only what is not private: scheme, host, path, utm and click ids, and the query keys the
 * project allows. User names, other query keys and the fragment go. A path is kept readable: /商品 not /%E5….
 */
export const readUrl = (raw: string, allowed: readonly string[]): UrlFacts => {
  if (raw === '') return NONE
  const url = URL.parse(raw)
  if (!url) return NONE
  const kept = new URLSearchParams()
  for (const [key, value] of url.searchParams) {
    if (UTM.test(key) || CLICK_IDS.includes(key) || allowed.includes(key)) kept.append(key, value)
  }
  const query = kept.size > 0 ? `?${kept}` : ''
  const origin = url.host === '' ? `${url.protocol}//` : `${url.protocol}//${url.host}`
  return { url: `${origin}${url.pathname}${query}`, host: url.hostname, path: decoded(url.pathname), query: kept }
}

export type ReadUrl = (raw: string) => UrlFacts

const CACHE_SIZE = 5000
const MAX_CACHED = 1000

/** `readUrl` for one project; each of the pages and referrers that come again and again is taken apart once. */
export const createReadUrl = (allowed: readonly string[]): ReadUrl => {
  const cache = new Map<string, UrlFacts>()
  return raw => {
    const known = cache.get(raw)
    if (known) return known
    const facts = readUrl(raw, allowed)
    if (raw.length > MAX_CACHED) return facts
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value as string)
    cache.set(raw, facts)
    return facts
  }
}

/** `gclid=abc`, of the first click id in the query; empty where there is none. */
export const clickId = (query: URLSearchParams): string => {
  if (query.size === 0) return ''
  const key = CLICK_IDS.find(id => query.get(id))
  return key ? `${key}=${query.get(key)}` : ''
}

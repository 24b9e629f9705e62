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

const parseUrl = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null)

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
  const url = parseUrl(raw)
  if (!url) return NONE
  const kept = new URLSearchParams()
  for (const [key, value] of url.searchParams) {
    if (UTM.test(key) || CLICK_IDS.includes(key) || allowed.includes(key)) kept.append(key, value)
  }
  const query = kept.size > 0 ? `?${kept}` : ''
  const origin = url.host === '' ? `${url.protocol}//` : `${url.protocol}//${url.host}`
  return { url: `${origin}${url.pathname}${query}`, host: url.hostname, path: decoded(url.pathname), query: kept }
}

/** `gclid=abc`, of the first click id in the query; empty where there is none. */
export const clickId = (query: URLSearchParams): string => {
  const key = CLICK_IDS.find(id => query.get(id))
  return key ? `${key}=${query.get(key)}` : ''
}

/** Put there by frameworks and trackers, and different each time. */
const NOISE = /^(\$taroTimestamp|__key_|sampshare|_mds)$/

/** The text decoded once; as it is, where it was not encoded. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `a=1&b=2` as pairs. */
const pairsOf = (text: string): [string, string][] =>
  text
    .split('&')
    .filter(part => part.indexOf('=') > 0)
    .map(part => {
      const at = part.indexOf('=')
      return [decoded(part.slice(0, at)), decoded(part.slice(at + 1))]
    })

/**
 * What a page was opened with, as a query string. `scene` of a mini-program code (小程序码) and `q` of a plain QR code
 * (普通二维码) are encoded texts that hold parameters of their own: those are there, too, unless the page has one of
 * that name.
 */
export const queryOf = (options: object = {}): string => {
  const query = new Map<string, string>()
  const held: [string, string][] = []
  for (const [name, value] of Object.entries(options)) {
    if (NOISE.test(name) || typeof value === 'object') continue
    const text = decoded(String(value))
    query.set(name, text)
    if (name === 'scene') held.push(...pairsOf(text))
    if (name === 'q') held.push(...pairsOf(text.split('?')[1]?.split('#')[0] ?? ''))
  }
  for (const [name, value] of held) if (!query.has(name)) query.set(name, value)
  return [...query].map(pair => pair.map(encodeURIComponent).join('=')).join('&')
}

const decoded = (key: string): string => {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return key
  }
}

const withoutPrivate = (query: string, isPrivate: (name: string) => boolean): string =>
  query
    .split('&')
    .filter(pair => !isPrivate(decoded(pair.split('=', 1)[0] ?? '')))
    .join('&')

/** A url, or a query alone, without the pairs whose key is private; in the fragment, too. The same text where there is none. */
export const scrubUrl = (url: string, isPrivate: (name: string) => boolean): string =>
  url
    .split(/(?<=[?#])|(?=[?#])/)
    .map(part => (part.includes('=') ? withoutPrivate(part, isPrivate) : part))
    .join('')

import type { ContextSource } from '@maidian/sdk-core'

/** The page and the device as they are at the call. Sizes are CSS pixels. */
export const createContext = (): ContextSource => {
  // Asked once, since travellers reload. Intl's first answer costs a page 10 ms, where Temporal's costs none.
  const temporal = (window as { Temporal?: { Now: { timeZoneId(): string } } }).Temporal
  const tz = temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    capture: () => ({
      url: location.href,
      title: document.title,
      referrer: document.referrer,
      screen: [screen.width, screen.height],
      viewport: [innerWidth, innerHeight],
      language: navigator.language,
      tz,
    }),
    random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
  }
}

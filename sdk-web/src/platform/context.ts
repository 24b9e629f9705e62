import type { ContextSource } from '@maidian/sdk-core'

/** The page and the device as they are at the call. Sizes are CSS pixels. */
export const createContext = (): ContextSource => {
  // Costs some hundred microseconds the first time, and travellers reload.
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone
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

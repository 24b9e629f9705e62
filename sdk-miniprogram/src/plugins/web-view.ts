import { linkTo, type Plugin, type Host as Tracker, whoIs } from '@maidian/sdk-core'

export type WebView = Plugin & {
  /**
   * The address for a `<web-view>`, which carries device, session and ids for a minute to a page of ours: there
   * `linker()` of the web SDK goes on as the same visitor. As it is, while there is no consent.
   */
  urlFor(url: string): string
}

/** Hands the visitor over to web pages. `ids`: further ids, such as an openid; read at each call, so it may be filled later. */
export const webView = ({ ids }: { ids?: Record<string, string> } = {}): WebView => {
  let tracker: Tracker | undefined
  return {
    name: 'web-view',
    setup: given => {
      tracker = given
    },
    urlFor: url => {
      const who = tracker && whoIs(tracker, Date.now())
      return who ? linkTo(url, { ...who, ids }) : url
    },
  }
}

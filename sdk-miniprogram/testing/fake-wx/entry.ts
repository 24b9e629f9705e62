/** A page and what it is opened with; values stay as written, encoded or not, as in WeChat. */
export type Address = { path: string; query: Record<string, string> }

/** How a user comes in: `url` such as `/pages/home/home?id=1`, and the scene (场景值). */
export type Entry = {
  url?: string
  scene?: number
  referrerInfo?: WechatMiniprogram.ReferrerInfo
  shareTicket?: string
}

export const addressOf = (url: string): Address => {
  const [path = '', query = ''] = url.replace(/^\//, '').split(/\?(.*)/s)
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map(part => {
      const [name = '', value = ''] = part.split(/=(.*)/s)
      return [name, value] as const
    })
  return { path, query: Object.fromEntries(pairs) }
}

/** What a relative url means on the page `from`. */
export const resolveUrl = (url: string, from: string): string =>
  url.startsWith('/') || !from ? url : new URL(url, `http://app/${from}`).href.slice('http://app'.length)

export const launchOptionsOf = (
  { url = '', scene = 1001, referrerInfo, shareTicket }: Entry,
  home: string,
): WechatMiniprogram.LaunchOptionsApp => {
  const { path, query } = addressOf(url || home)
  return {
    path,
    query,
    scene,
    referrerInfo: referrerInfo ?? ({} as WechatMiniprogram.ReferrerInfo),
    forwardMaterials: [],
    apiCategory: 'default',
    hostExtraData: {} as WechatMiniprogram.HostExtraData,
    ...(shareTicket === undefined ? {} : { shareTicket }),
  }
}

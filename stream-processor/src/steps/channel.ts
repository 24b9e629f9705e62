const SEARCH =
  /(?:^|\.)(?:google\.[a-z.]+|bing\.com|baidu\.com|sogou\.com|so\.com|sm\.cn|duckduckgo\.com|yandex\.[a-z.]+|yahoo\.[a-z.]+|naver\.com|toutiao\.com)$/
const SOCIAL =
  /(?:^|\.)(?:weixin\.qq\.com|weibo\.(?:com|cn)|xiaohongshu\.com|xhslink\.com|douyin\.com|kuaishou\.com|bilibili\.com|zhihu\.com|douban\.com|facebook\.com|instagram\.com|t\.co|twitter\.com|x\.com|linkedin\.com|tiktok\.com|youtube\.com|reddit\.com|pinterest\.[a-z.]+)$/
const PAID = /^(?:.*cp.*|ppc|retargeting|paid.*|display|banner|ads?|sem)$/i

export type Arrival = { host: string; referrerHost: string; query: URLSearchParams; clickId: string }

/**
 * How a page was come to: paid, email, social, organic, referral, direct, or what utm_medium says; `internal` for a
 * page of the same host, which starts nothing.
 */
export const channelOf = ({ host, referrerHost, query, clickId }: Arrival): string => {
  const medium = query.get('utm_medium') ?? ''
  if (clickId !== '' || PAID.test(medium)) return 'paid'
  if (/^e-?mail|newsletter$/i.test(medium)) return 'email'
  if (/^(?:social|sns|social-?media)$/i.test(medium)) return 'social'
  if (/^organic$/i.test(medium)) return 'organic'
  if (medium !== '') return medium.toLowerCase()
  if (referrerHost === '') return query.get('utm_source') ? 'campaign' : 'direct'
  if (referrerHost === host) return 'internal'
  if (SEARCH.test(referrerHost)) return 'organic'
  if (SOCIAL.test(referrerHost)) return 'social'
  return 'referral'
}

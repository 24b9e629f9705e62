/** Apps that open pages inside themselves, and where in a user agent they tell their version. The first that fits counts. */
const APPS: readonly [name: string, tells: RegExp][] = [
  ['WeCom', /\bwxwork\/([\d.]+)/],
  ['WeChat', /\bMicroMessenger\/([\d.]+)/],
  ['DingTalk', /\bDingTalk[/ (]([\d.]+)/],
  ['Alipay', /\bAlipayClient\/([\d.]+)/],
  ['Taobao', /\bAliApp\(TB\/([\d.]+)/],
  ['Douyin', /\baweme(?:_lite)?[_/]([\d.]+)/],
  ['Toutiao', /\bNewsArticle\/([\d.]+)/],
  ['Kuaishou', /\b(?:Kwai|ksNebula)\/([\d.]+)/],
  ['Xiaohongshu', /\bdiscover\/([\d.]+)(?=.*\bxhs)/],
  ['Weibo', /weibo__([\d.]+)/i],
  ['QQ', / QQ\/([\d.]+)/],
  ['Baidu', /\bbaiduboxapp\/([\d.]+)/],
  ['Bilibili', /\bBiliApp\/([\d.]+)/],
  ['JD', /\bjdapp;[^;]*;([\d.]+)/],
]

export type InAppBrowser = { browser: string; browser_version: string }

/** The app that a page was opened in; null for a browser of its own. */
export const inAppBrowser = (ua: string): InAppBrowser | null => {
  for (const [browser, tells] of APPS) {
    const version = tells.exec(ua)?.[1]
    if (version !== undefined) return { browser, browser_version: version }
  }
  return null
}

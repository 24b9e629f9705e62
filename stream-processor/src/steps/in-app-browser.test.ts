import { expect, test } from 'vitest'
import { inAppBrowser } from './in-app-browser.ts'
import { createUserAgentStep } from './user-agent.ts'

test.each([
  [
    'WeChat',
    '8.0.60.2460',
    'Mozilla/5.0 (Linux; Android 15; 23127PN0CC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20240501 MMWEBID/123 MicroMessenger/8.0.60.2460(0x28003C35) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64',
  ],
  [
    'WeCom',
    '4.1.6',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.6 MicroMessenger/7.0.1 Language/zh ColorScheme/Light',
  ],
  [
    'Alipay',
    '10.5.10.6000',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21A329 Ariver/1.1.0 AliApp(AP/10.5.10.6000) Nebula WK RVKType(0) AlipayDefined(nt:WIFI,ws:390|844|3.0) AlipayClient/10.5.10.6000 Language/zh-Hans',
  ],
  [
    'Douyin',
    '300100',
    'Mozilla/5.0 (Linux; Android 13; V2183A Build/TP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/110.0.5481.154 Mobile Safari/537.36 aweme_300100 JsSdk/1.0 NetType/WIFI Channel/oppo AppName/aweme app_version/30.1.0 ByteLocale/zh-CN Region/CN BytedanceWebview/d8a21c6',
  ],
  [
    'QQ',
    '8.9.10.9145',
    'Mozilla/5.0 (Linux; Android 12; M2102J2SC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/98.0.4758.102 MQQBrowser/6.2 TBS/046247 Mobile Safari/537.36 V1_AND_SQ_8.9.10_3296_YYB_D QQ/8.9.10.9145 NetType/WIFI WebP/0.4.1 AppId/537136417 Pixel/1080',
  ],
  [
    'Weibo',
    '13.2.2',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Weibo (iPhone14,2__weibo__13.2.2__iphone__os16.0)',
  ],
  [
    'Xiaohongshu',
    '7.60.1',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 discover/7.60.1 xhsminiweb xhsdiscover_iOS',
  ],
  [
    'Taobao',
    '10.6.0',
    'Mozilla/5.0 (Linux; U; Android 11; zh-CN; PCLM10) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/69.0.3497.100 UWS/3.22.2.43 Mobile Safari/537.36 AliApp(TB/10.6.0) WindVane/8.5.0 1080X2294',
  ],
  [
    'Kuaishou',
    '10.4.40',
    'Mozilla/5.0 (Linux; Android 10; HLK-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/90.0.4430.226 KsWebView/1.8.90.452 Mobile Safari/537.36 Yoda/3.0 Kwai/10.4.40 OS_PRO_BIT/64',
  ],
  [
    'DingTalk',
    '6.5.10',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/19A346 AliApp(DingTalk/6.5.10) com.laiwang.DingTalk/20560101 Channel/201200 language/zh-Hans-CN UT4Aplus/0.0.6 WK',
  ],
  [
    'Baidu',
    '13.10.0.10',
    'Mozilla/5.0 (Linux; Android 10; MI 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/97.0.4692.98 Mobile Safari/537.36 T7/13.10 SearchCraft/3.10.2 baiduboxapp/13.10.0.10 (Baidu; P1 10)',
  ],
])('%s %s', (browser, browser_version, ua) => {
  expect(inAppBrowser(ua)).toEqual({ browser, browser_version })
  expect(createUserAgentStep()(ua)).toMatchObject({ browser, browser_version, device_type: 'mobile' })
})

test.each([
  'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Linux; U; Android 12) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/98.0 MQQBrowser/13.7 Mobile Safari/537.36',
  '',
])('a browser of its own: %s', ua => {
  expect(inAppBrowser(ua)).toBeNull()
})

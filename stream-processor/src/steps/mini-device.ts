import { string } from './text.ts'
import type { UserAgentFacts } from './user-agent.ts'

/** The app around a mini-program, by the name of its global; called as a user agent's parser calls it. */
const HOSTS = new Map([
  ['wx', 'WeChat'],
  ['my', 'Alipay'],
  ['tt', 'Douyin'],
  ['swan', 'Baidu'],
  ['qq', 'QQ'],
  ['ks', 'Kuaishou'],
  ['xhs', 'Xiaohongshu'],
])

/** `Android 12`, `iOS 17.5.1`, `Windows 11 x64`; some hosts leave the name out. */
const SYSTEM = /^(.*?)\s*(?:(\d[\d.]*).*)?$/
/** In characters; what is longer is no system's name. */
const MOST = 100

/**
 * A mini-program's device: what its host says of it, field by field, beats the user agent, which is that of a web view or of
 * nothing in particular.
 */
export const miniDevice = (context: unknown, agent: UserAgentFacts): UserAgentFacts => {
  const { host, os, model } = (typeof context === 'object' && context !== null ? context : {}) as Record<
    string,
    unknown
  >
  const browser = HOSTS.get(string(host))
  const [, name = '', version = ''] = SYSTEM.exec(string(os).slice(0, MOST).trim()) ?? []
  return {
    ...agent,
    ...(browser !== undefined && browser !== agent.browser && { browser, browser_version: '' }),
    ...(name !== '' && { os: name }),
    ...((name !== '' || version !== '') && { os_version: version }),
    ...(string(model) !== '' && { device_model: string(model) }),
  }
}

import type { Who } from './who.ts'

/** Who somebody is, for another site of ours. `ids`: further ids, such as a mini-program's openid. */
export type Handover = Who & { ids?: Record<string, string> | undefined }

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Where the payload is in an address. */
export const LINK_MARK: RegExp = /([#&])_md=([^&]*)&?/

/** base64url of the value's JSON. By hand: mini-programs have no `btoa`. */
const encode = (value: object): string => {
  let text = ''
  let bits = 0
  let n = 0
  for (const one of encodeURIComponent(JSON.stringify(value)).match(/%..|./g) ?? []) {
    bits = (bits << 8) | (one[1] ? Number(`0x${one.slice(1)}`) : one.charCodeAt(0))
    for (n += 8; n > 5; n -= 6) text += DIGITS[(bits >> (n - 6)) & 63]
  }
  return n ? text + DIGITS[(bits << (6 - n)) & 63] : text
}

/** The address as it was before somebody's payload was put in. */
export const unlinked = (url: string): string => url.replace(LINK_MARK, '$1').replace(/[#&]$/, '')

/**
 * The address that carries who somebody is, in its hash, for a minute: for `window.open` and for a mini-program's
 * web-view. `now` in ms since 1970.
 */
export const linkTo = (url: string, { device, session, user, ids }: Handover, now: number = Date.now()): string => {
  const clean = unlinked(url)
  return `${clean}${clean.includes('#') ? '&' : '#'}_md=${encode({ d: device, s: session, u: user, i: ids, t: now })}`
}

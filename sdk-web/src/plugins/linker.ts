import { adopt, type Plugin, type Who, whoIs } from '@maidian/sdk-core'

export type LinkerOptions = {
  /** Other sites of ours: `shop.example` means its subdomains, too. */
  domains: string[]
  /** Further ids to hand over, such as an openid. Read at each click, so it may be filled later. */
  ids?: Record<string, string>
}

/** Who somebody is, for another site of ours. `ids`: further ids, such as a mini-program's openid. */
export type Handover = Who & { ids?: Record<string, string> | undefined }

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const MARK = /([#&])_md=([^&]*)&?/
/** A link that was copied and sent to a friend must not make two people one, in ms. */
const VALID_MS = 60_000

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

const decode = (text: string): unknown =>
  JSON.parse(decodeURIComponent(escape(atob(text.replace(/-/g, '+').replace(/_/g, '/')))))

/** The address as it was before somebody's payload was put in. */
const without = (url: string): string => url.replace(MARK, '$1').replace(/[#&]$/, '')

/**
 * The address that carries who somebody is, in its hash, for a minute: for `window.open` and for a mini-program's
 * web-view. `now` in ms since 1970.
 */
export const linkTo = (url: string, { device, session, user, ids }: Handover, now: number = Date.now()): string => {
  const clean = without(url)
  return `${clean}${clean.includes('#') ? '&' : '#'}_md=${encode({ d: device, s: session, u: user, i: ids, t: now })}`
}

type Payload = { d: string; s: string; u?: string; i?: Record<string, string>; t: number }

/** Takes the payload out of the address before anybody else reads it; undefined where there is none that holds. */
const takePayload = (): Payload | undefined => {
  const text = MARK.exec(location.hash)?.[2]
  if (text === undefined) return undefined
  history.replaceState(history.state, '', without(location.href))
  try {
    const payload = decode(text) as Payload
    const { d, s, t } = payload
    return [d, s].every(id => id && typeof id === 'string') && Math.abs(Date.now() - t) <= VALID_MS
      ? payload
      : undefined
  } catch {
    return undefined
  }
}

/**
 * One visitor on several sites, and from a mini-program's web-view: links and forms to `domains` carry device, session
 * and user in the hash, and the page they lead to goes on as them. Name it first of the plugins: the others would see
 * the hash, and send as somebody else.
 */
export const linker = ({ domains, ids }: LinkerOptions): Plugin => {
  let payload: Payload | undefined
  return {
    name: 'linker',
    // Nobody's ids in what is said of links.
    enrich: event => {
      const { props } = event
      if (typeof props.target_url === 'string') props.target_url = without(props.target_url)
      return event
    },
    setup: host => {
      payload = takePayload()
      const decorate = (event: Event): void => {
        try {
          const submit = event.type === 'submit'
          // Also what is inside shadow roots, where the target would be their host.
          const path = event.composedPath() as Element[]
          const element = submit ? path[0] : path.find(one => one.matches?.('a[href]'))
          if (!element) return
          const name = submit ? 'action' : 'href'
          const { href, protocol, host: there, hostname } = new URL(element.getAttribute(name) ?? '', document.baseURI)
          const ours = domains.some(domain => `.${hostname}`.endsWith(`.${domain}`))
          // Asking who it is continues the session: only for what is a way to one of our sites.
          const who = ours && there !== location.host && /^http/.test(protocol) && whoIs(host, Date.now())
          if (who) element.setAttribute(name, linkTo(href, { ...who, ids }))
        } catch {
          // The page's link stays as it is.
        }
      }
      for (const type of ['pointerdown', 'click', 'submit']) addEventListener(type, decorate, true)
    },
    ready: host => {
      if (!payload) return
      const { d: device, s: session, u: user, i: others } = payload
      adopt(host, { device, session }, Date.now())
      if (user) host.identify(user, undefined, others && { ids: others })
      else if (others) host.track('$identify', { ids: others })
    },
  }
}

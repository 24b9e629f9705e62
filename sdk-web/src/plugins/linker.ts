import type { Plugin, Who } from '@maidian/sdk-core'

export type LinkerOptions = {
  /** Other sites of ours: `shop.example` means its subdomains, too. */
  domains: string[]
}

/** Who somebody is, for another site of ours. `ids`: further ids, such as a mini-program's openid. */
export type Handover = Who & { ids?: Record<string, string> | undefined }

const MARK = '_md='
/** A link that was copied and sent to a friend must not make two people one, in ms. */
const VALID_MS = 60_000

const encode = (value: object): string =>
  btoa(unescape(encodeURIComponent(JSON.stringify(value))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

const decode = (text: string): unknown =>
  JSON.parse(decodeURIComponent(escape(atob(text.replace(/-/g, '+').replace(/_/g, '/')))))

/** The address that carries who somebody is, in its hash, for a minute. `now` in ms since 1970. */
export const linkTo = (url: string, { device, session, user, ids }: Handover, now: number = Date.now()): string => {
  const [before = '', hash] = url.split('#')
  const kept = hash ? `${hash.split(MARK)[0]?.replace(/&$/, '')}&` : ''
  return `${before}#${kept}${MARK}${encode({ d: device, s: session, u: user, i: ids, t: now })}`
}

type Payload = { d: string; s: string; u?: string; i?: Record<string, string>; t: number }

/** Takes the payload out of the address before anybody else reads it; undefined where there is none that holds. */
const takePayload = (): Payload | undefined => {
  const at = location.hash.indexOf(MARK)
  if (at < 0) return undefined
  const hash = location.hash.slice(0, at).replace(/[#&]$/, '')
  const text = location.hash.slice(at + MARK.length)
  history.replaceState(history.state, '', location.pathname + location.search + hash)
  try {
    const payload = decode(text) as Payload
    const { d, s, t } = payload
    return typeof d === 'string' && d && typeof s === 'string' && s && Math.abs(Date.now() - t) <= VALID_MS
      ? payload
      : undefined
  } catch {
    return undefined
  }
}

/**
 * One visitor on several sites, and from a mini-program's web-view: links and forms to `domains` carry device, session
 * and user in the hash, and the page they lead to goes on as them. Name it before `pageViews`, which would see the hash.
 */
export const linker = ({ domains }: LinkerOptions): Plugin => {
  let payload: Payload | undefined
  const ours = (host: string): boolean => domains.some(domain => host === domain || host.endsWith(`.${domain}`))
  return {
    name: 'linker',
    setup: host => {
      payload = takePayload()
      const decorate = (event: Event): void => {
        try {
          const who = host.who()
          const target = event.target as Element | null
          const element = event.type === 'submit' ? target : target?.closest?.('a[href]')
          if (!who || !element) return
          const name = element.tagName === 'FORM' ? 'action' : 'href'
          const url = new URL(element.getAttribute(name) ?? '', location.href)
          if (url.host !== location.host && ours(url.hostname)) element.setAttribute(name, linkTo(url.href, who))
        } catch {
          // The page's link stays as it is.
        }
      }
      for (const type of ['pointerdown', 'click', 'submit']) addEventListener(type, decorate, true)
    },
    ready: host => {
      if (!payload) return
      const { d: device, s: session, u: user, i: ids } = payload
      host.adopt({ device, session })
      if (user) host.identify(user, undefined, ids && { ids })
      else if (ids) host.track('$identify', { ids })
    },
  }
}

import { adopt, LINK_MARK, linkTo, type Plugin, unlinked, whoIs } from '@maidian/sdk-core'

export { type Handover, linkTo } from '@maidian/sdk-core'

export type LinkerOptions = {
  /** Other sites of ours: `shop.example` means its subdomains, too. */
  domains: string[]
  /** Further ids to hand over, such as an openid. Read at each click, so it may be filled later. */
  ids?: Record<string, string>
}

/** A link that was copied and sent to a friend must not make two people one, in ms. */
const VALID_MS = 60_000

const decode = (text: string): unknown =>
  JSON.parse(decodeURIComponent(escape(atob(text.replace(/-/g, '+').replace(/_/g, '/')))))

type Payload = { d: string; s: string; u?: string; i?: Record<string, string>; t: number }

/** Takes the payload out of the address before anybody else reads it; undefined where there is none that holds. */
const takePayload = (): Payload | undefined => {
  const text = LINK_MARK.exec(location.hash)?.[2]
  if (text === undefined) return undefined
  history.replaceState(history.state, '', unlinked(location.href))
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
      if (typeof props.target_url === 'string') props.target_url = unlinked(props.target_url)
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

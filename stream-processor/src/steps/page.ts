import type { EventRow, SourceKind } from '@maidian/schemas'
import { channelOf } from './channel.ts'
import { string, text } from './text.ts'
import { clickId, type ReadUrl } from './url.ts'

export type PageFacts = Pick<
  EventRow,
  | 'url'
  | 'path'
  | 'page_pattern'
  | 'title'
  | 'referrer'
  | 'referrer_host'
  | 'channel'
  | 'campaign'
  | 'utm_source'
  | 'utm_medium'
  | 'utm_campaign'
  | 'utm_term'
  | 'utm_content'
  | 'click_id'
  | 'scene'
  | 'screen'
  | 'language'
  | 'network'
  | 'app'
  | 'app_version'
  | 'env'
>

type Raw = Record<string, unknown>
const object = (value: unknown): Raw => (typeof value === 'object' && value !== null ? (value as Raw) : {})

const size = (value: unknown): string =>
  Array.isArray(value) && value.length === 2 && value.every(n => typeof n === 'number') ? value.join('x') : ''

/** A mini-program's page path has no leading slash; here every path begins with one. */
const miniPath = (path: string): string => (path === '' || path.startsWith('/') ? path : `/${path}`)

const miniQuery = (query: string, readUrl: ReadUrl): URLSearchParams =>
  readUrl(query === '' ? '' : `mini:/?${query}`).query

/**
 * What a context says, field by field: one of the wrong type counts as absent, it never takes the event with it.
 * A request of a mini-program has no url; its query holds the utm values.
 */
export const readPage = (context: unknown, { readUrl, kind }: { readUrl: ReadUrl; kind: SourceKind }): PageFacts => {
  const raw = object(context)
  const app = object(raw.app)
  const page = readUrl(string(raw.url))
  const query = page.url === '' ? miniQuery(string(raw.query), readUrl) : page.query
  const referrer = readUrl(string(raw.referrer))
  const click = clickId(query)
  const web = page.url !== ''
  return {
    url: page.url,
    path: web ? page.path : miniPath(string(raw.path)),
    page_pattern: string(raw.pattern),
    title: string(raw.title),
    referrer: referrer.url,
    referrer_host: referrer.host,
    channel:
      web || kind === 'mini' ? channelOf({ host: page.host, referrerHost: referrer.host, query, clickId: click }) : '',
    campaign: query.get('utm_campaign') ?? '',
    utm_source: query.get('utm_source') ?? '',
    utm_medium: query.get('utm_medium') ?? '',
    utm_campaign: query.get('utm_campaign') ?? '',
    utm_term: query.get('utm_term') ?? '',
    utm_content: query.get('utm_content') ?? '',
    click_id: click,
    scene: text(raw.scene),
    screen: size(raw.screen),
    language: string(raw.language),
    network: string(raw.network),
    app: string(app.name),
    app_version: string(app.version),
    env: app.env === 'test' ? 'test' : 'prod',
  }
}

/** A context as it may be kept in quarantine: urls without their private parts. */
export const cleanContext = (context: unknown, readUrl: ReadUrl): Raw => {
  const raw = { ...object(context) }
  for (const field of ['url', 'referrer']) {
    if (field in raw) raw[field] = readUrl(string(raw[field])).url
  }
  return raw
}

import type { EventRow, LogHeader } from '@maidian/schemas'
import type { RawEvent, Shared } from './shared.ts'
import { correctTime } from './steps/clock.ts'
import { eventId } from './steps/event-id.ts'
import { fitOf } from './steps/plan.ts'
import { propsText, string } from './steps/text.ts'

type PlanName = { plan: string; version: string }

/** `shop@2026.11.2#9f31c0ab` */
const planOf = (stamp: string): PlanName => {
  const [plan = '', version = ''] = stamp.split('#')[0]?.split('@') ?? []
  return { plan, version }
}

const NONE: readonly string[] = []

/** A planned value that its column cannot hold is told by its path, if the collector has not told it already. */
const misfitFlags = (misfits: readonly string[], flags: readonly string[]): readonly string[] =>
  misfits.length === 0
    ? NONE
    : misfits
        .filter(name => !flags.some(flag => flag.startsWith('prop.') && flag.split(':')[1]?.split('.')[0] === name))
        .map(name => `prop.type:${name}`)

const brokenRules = ({ event, plan, props }: RawEvent, { plan: step }: Shared): readonly string[] =>
  step?.brokenRules({
    event: string(event),
    plan: typeof plan === 'string' ? plan : undefined,
    props: typeof props === 'object' && props !== null ? (props as RawEvent) : undefined,
  }) ?? NONE

/** A device that the collector gave stands in place of what the client says. */
const deviceOf = (event: RawEvent, { header, batch }: Shared): string =>
  header.device ?? (string(event.device) || (batch.device ?? ''))

const isOurs = ({ internal }: LogHeader, index: number): boolean =>
  internal === true || (internal?.includes(index) ?? false)

/**
 * The row of an event. All of it is named in one place and in one order: an object that is put together out of others takes
 * several times as long to make and to read.
 */
export const eventRow = (event: RawEvent, index: number, flags: string[], shared: Shared): EventRow => {
  const { header, batch, position, bot } = shared
  const time = event.time as number
  const { ts, clamped } = correctTime({ time, sent: batch.sent, received: header.received, kind: header.kind })
  const { planned, rest, misfits } = fitOf(shared.plan)(event.props)
  const allFlags = [
    ...flags,
    ...misfitFlags(misfits, flags),
    ...brokenRules(event, shared),
    ...(clamped ? ['time_clamped'] : NONE),
  ]
  const { plan, version } = planOf(string(event.plan))
  const facts = shared.facts(event)
  return {
    event_id: eventId(event, header),
    name: string(event.event),
    ts,
    client_time: time,
    received: header.received,
    verdict: allFlags.length > 0 ? 'flagged' : 'accepted',
    flags: allFlags,
    plan,
    plan_version: version,
    user: string(event.user) || (batch.user ?? ''),
    device: deviceOf(event, shared),
    session: string(event.session),
    stream: string(event.stream),
    seq: typeof event.seq === 'number' ? event.seq : null,
    source: header.source,
    platform: header.kind,
    sdk: string(batch.sdk),
    app: facts.app,
    app_version: facts.app_version,
    // Our own people are no customers, whatever their app says.
    env: isOurs(header, index) ? 'test' : facts.env,
    url: facts.url,
    path: facts.path,
    page_pattern: facts.page_pattern,
    title: facts.title,
    referrer: facts.referrer,
    referrer_host: facts.referrer_host,
    channel: facts.channel,
    campaign: facts.campaign,
    utm_source: facts.utm_source,
    utm_medium: facts.utm_medium,
    utm_campaign: facts.utm_campaign,
    utm_term: facts.utm_term,
    utm_content: facts.utm_content,
    click_id: facts.click_id,
    scene: facts.scene,
    browser: facts.browser,
    browser_version: facts.browser_version,
    os: facts.os,
    os_version: facts.os_version,
    device_type: facts.device_type,
    device_brand: facts.device_brand,
    device_model: facts.device_model,
    screen: facts.screen,
    language: facts.language,
    network: facts.network,
    bot,
    country: header.geo?.country ?? '',
    region: header.geo?.region ?? '',
    city: header.geo?.city ?? '',
    ip: header.ip,
    log_id: position.log_id,
    log_partition: position.log_partition,
    log_offset: position.log_offset,
    log_index: index,
    debug: string(batch.debug),
    planned,
    props: propsText(rest),
  }
}

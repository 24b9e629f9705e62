import type { Context } from '@maidian/schemas'
import { firstText, type Json, known, sizeOf, textOf } from '../values.ts'

/** Presets that are told by the context, or by the batch, and so are no properties. */
export const CONTEXT_PRESETS: ReadonlySet<string> = new Set([
  '$url',
  '$url_path',
  '$url_host',
  '$url_query',
  '$title',
  '$referrer',
  '$referrer_host',
  '$screen_width',
  '$screen_height',
  '$viewport_width',
  '$viewport_height',
  '$screen_name',
  '$browser_language',
  '$language',
  '$timezone_offset',
  '$app_name',
  '$app_version',
  '$scene',
  '$network_type',
  '$model',
  '$os',
  '$os_version',
  '$lib',
  '$lib_version',
  '$lib_method',
  '$is_login_id',
  '$ip',
  '$user_agent',
  '$project',
  '$token',
])

/** A page of a browser has a url; of a mini-program or an app, a path or a name. */
const placeOf = (props: Json): Pick<Context, 'url' | 'path' | 'query'> => {
  const url = textOf(props.$url)
  if (URL.canParse(url)) return { url }
  const [path = '', query = ''] = url.split('?')
  return { path: firstText(props.$url_path, path, props.$screen_name), query: firstText(props.$url_query, query) }
}

/** `-480`, the minutes that UTC is ahead, as `UTC+08:00`. */
const zoneOf = (offset: unknown): string => {
  if (typeof offset !== 'number' || !Number.isInteger(offset) || Math.abs(offset) > 1440) return ''
  const pad = (n: number): string => String(Math.trunc(n)).padStart(2, '0')
  return `UTC${offset > 0 ? '-' : '+'}${pad(Math.abs(offset) / 60)}:${pad(Math.abs(offset) % 60)}`
}

/** `wx-1011` is WeChat's scene 1011. */
const sceneOf = (scene: unknown): string => textOf(scene).replace(/^[a-z]+-(?=\d+$)/i, '')

/** Which app a mini-program is in, by the name of its library. */
const HOSTS = new Map([
  ['MiniProgram', 'wx'],
  ['AlipayMini', 'my'],
  ['BytedanceMini', 'tt'],
  ['BaiduMini', 'swan'],
  ['QQMini', 'qq'],
  ['KuaishouMini', 'ks'],
])

/** What the presets say, as our context. Those of the wrong type count as absent. */
export const messageContext = (props: Json): Context =>
  known({
    ...placeOf(props),
    title: textOf(props.$title),
    referrer: textOf(props.$referrer),
    screen: sizeOf(props.$screen_width, props.$screen_height),
    viewport: sizeOf(props.$viewport_width, props.$viewport_height),
    language: firstText(props.$browser_language, props.$language),
    tz: zoneOf(props.$timezone_offset),
    app: known({ name: textOf(props.$app_name), version: textOf(props.$app_version) }),
    scene: sceneOf(props.$scene),
    host: HOSTS.get(textOf(props.$lib)),
    model: textOf(props.$model),
    os: `${textOf(props.$os)} ${textOf(props.$os_version)}`.trim(),
    network: textOf(props.$network_type).toLowerCase(),
  }) as Context

import type { BuiltInEvent } from '@maidian/schemas'
import { firstText, type Json, known, numberOf, textOf, without } from '../values.ts'

type Counterpart = { name: BuiltInEvent; props: (props: Json) => Json }

const same = (name: BuiltInEvent): Counterpart => ({ name, props: props => props })

/** Adds our properties to those that were sent, without the presets that they are made `from`. */
const remade = (name: BuiltInEvent, from: readonly string[], make: (props: Json) => Json): Counterpart => {
  const consumed = new Set(from)
  return { name, props: props => ({ ...without(props, consumed), ...known(make(props)) }) }
}

const ms = (seconds: unknown): number | undefined => {
  const number = numberOf(seconds)
  return number === undefined ? undefined : Math.round(number * 1000)
}

const timed = (name: BuiltInEvent): Counterpart =>
  remade(name, ['event_duration', '$event_duration'], props => ({
    duration_ms: ms(props.event_duration) ?? ms(props.$event_duration),
  }))

const click = remade('$click', ['$element_selector', '$element_content', '$element_target_url'], props => ({
  element: firstText(props.$element_selector, props.$element_id, props.$element_name, props.$element_type),
  text: textOf(props.$element_content),
  target_url: textOf(props.$element_target_url),
}))

/** How mini-programs call the two ways to share. */
const CHANNELS = new Map([
  ['转发消息卡片', 'message'],
  ['朋友圈分享', 'timeline'],
])

/** How often it was shared before this; ours counts this time, too. */
const depthOf = (before: unknown): number | undefined => {
  const depth = numberOf(before)
  return depth === undefined || depth < 0 ? undefined : depth + 1
}

const share = remade('$share', ['$share_depth', '$share_method', '$share_distinct_id'], props => ({
  depth: depthOf(props.$share_depth),
  from_user: textOf(props.$share_distinct_id),
  channel: CHANNELS.get(textOf(props.$share_method)) ?? textOf(props.$share_method),
}))

const COUNTERPARTS: Record<string, Counterpart> = {
  $pageview: same('$page_view'),
  $MPViewScreen: same('$page_view'),
  $AppViewScreen: same('$page_view'),
  $WebPageLeave: timed('$page_leave'),
  $MPPageLeave: timed('$page_leave'),
  $AppPageLeave: timed('$page_leave'),
  $WebClick: click,
  $MPClick: click,
  $AppClick: click,
  $MPLaunch: same('$app_launch'),
  $MPShow: same('$app_show'),
  $MPHide: timed('$app_hide'),
  $AppEnd: timed('$app_hide'),
  $MPShare: share,
  $MPAddFavorites: same('$add_favorite'),
}

/** An app that comes back from the background is shown, not launched. */
const counterpartOf = (event: string, props: Json): Counterpart | undefined => {
  if (event === '$AppStart') return props.$resume_from_background === true ? same('$app_show') : same('$app_launch')
  return Object.hasOwn(COUNTERPARTS, event) ? COUNTERPARTS[event] : undefined
}

/** 神策's own events under our names; any other event as it was sent. */
export const builtIn = (event: string, props: Json): { event: string; props: Json } => {
  const counterpart = counterpartOf(event, props)
  return counterpart ? { event: counterpart.name, props: counterpart.props(props) } : { event, props }
}

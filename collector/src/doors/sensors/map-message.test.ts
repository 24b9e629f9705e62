import { describe, expect, test } from 'vitest'
import type { Json } from '../values.ts'
import { flushTime, mapMessage } from './map-message.ts'

const received = 1_790_000_000_000
const time = received - 5000
const base = { type: 'track', distinct_id: 'd-1', anonymous_id: 'd-1', _track_id: 123_456_789, time }

const map = (message: unknown, at = received) => mapMessage(message, { index: 0, received: at })
const eventOf = (message: Json) => map({ ...base, ...message }).event as Json
const madeOf = (message: Json) => {
  const { id: _, time: __, ...event } = eventOf(message)
  return event
}

describe('what a message becomes', () => {
  const device = 'd-1'
  const user = 'u-1'
  const login = { distinct_id: 'u-1', login_id: 'u-1' }
  const properties = { level: 'gold' }
  test.each<[string, Json, Json]>([
    [
      'track keeps its name',
      { event: 'AddToCart', properties: { price: 1 } },
      { device, event: 'AddToCart', props: { price: 1 } },
    ],
    [
      'track_signup links the device before',
      { type: 'track_signup', event: '$SignUp', distinct_id: 'u-1', original_id: 'd-0', properties: { from: 'x' } },
      { device: 'd-0', user, event: '$identify', props: { from: 'x' } },
    ],
    [
      'track_id_bind links a further id',
      {
        type: 'track_id_bind',
        event: '$BindID',
        ...login,
        identities: { $identity_login_id: 'u-1', $identity_mobile: '138' },
      },
      { device, user, event: '$identify', props: { ids: { mobile: '138' } } },
    ],
    [
      'track_id_unbind is kept, under its name',
      { type: 'track_id_unbind', event: '$UnbindID', identities: { $identity_mobile: '138' } },
      { device, event: '$UnbindID', props: { ids: { mobile: '138' } } },
    ],
    [
      'profile_set',
      { type: 'profile_set', ...login, properties },
      { device, user, event: '$profile_set', props: { properties } },
    ],
    [
      'profile_set_once',
      { type: 'profile_set_once', properties },
      { device, event: '$profile_set_once', props: { properties } },
    ],
    [
      'profile_increment',
      { type: 'profile_increment', properties: { n: 1 } },
      { device, event: '$profile_add', props: { properties: { n: 1 } } },
    ],
    [
      'profile_append',
      { type: 'profile_append', properties: { l: ['a'] } },
      { device, event: '$profile_append', props: { properties: { l: ['a'] } } },
    ],
    [
      'profile_unset',
      { type: 'profile_unset', properties: { n: true } },
      { device, event: '$profile_unset', props: { properties: { n: true } } },
    ],
    [
      'profile_delete',
      { type: 'profile_delete', properties: {} },
      { device, event: '$profile_delete', props: { properties: {} } },
    ],
    [
      'item_set, which is nobody’s',
      {
        type: 'item_set',
        distinct_id: undefined,
        anonymous_id: undefined,
        item_type: 'food',
        item_id: 'f1',
        properties,
      },
      { device: '$items', event: '$item_set', props: { kind: 'food', item_id: 'f1', attributes: properties } },
    ],
    [
      'item_delete',
      { type: 'item_delete', distinct_id: undefined, anonymous_id: undefined, item_type: 'food', item_id: 'f1' },
      { device: '$items', event: '$item_delete', props: { kind: 'food', item_id: 'f1' } },
    ],
    ['an unknown type has no name', { type: 'nonsense', properties: { a: 1 } }, { device, props: { a: 1 } }],
    ['nor has one of Object.prototype', { type: 'constructor' }, { device }],
    ['nor track without a name', { properties: { a: 1 } }, { device, props: { a: 1 } }],
  ])('%s', (_, message, event) => {
    expect(madeOf(message)).toEqual(event)
  })

  test.each([[null], ['x'], [7], [[]]])('%j is no message and is passed on as it is', message => {
    expect(map(message)).toMatchObject({ event: message, context: null })
  })
})

describe('its own events', () => {
  test.each<[string, Json, string, Json]>([
    ['$pageview', {}, '$page_view', {}],
    ['$MPViewScreen', {}, '$page_view', {}],
    ['$AppViewScreen', {}, '$page_view', {}],
    ['$WebPageLeave', { event_duration: 1.5 }, '$page_leave', { duration_ms: 1500 }],
    ['$MPPageLeave', { event_duration: 'long' }, '$page_leave', {}],
    ['$AppPageLeave', {}, '$page_leave', {}],
    ['$MPLaunch', { $scene: 'wx-1011' }, '$app_launch', {}],
    ['$AppStart', { $resume_from_background: false }, '$app_launch', { $resume_from_background: false }],
    ['$AppStart', { $resume_from_background: true }, '$app_show', { $resume_from_background: true }],
    ['$MPShow', {}, '$app_show', {}],
    ['$MPHide', { event_duration: 2 }, '$app_hide', { duration_ms: 2000 }],
    ['$AppEnd', { event_duration: 2 }, '$app_hide', { duration_ms: 2000 }],
    [
      '$MPShare',
      { $share_depth: 1, $share_distinct_id: 'd-0', $share_method: '转发消息卡片' },
      '$share',
      { depth: 2, from_user: 'd-0', channel: 'message' },
    ],
    ['$MPShare', { $share_depth: '-1', $share_method: 'else' }, '$share', { channel: 'else' }],
    ['$MPAddFavorites', {}, '$add_favorite', {}],
    [
      '$WebClick',
      { $element_selector: '#buy', $element_content: '买', $element_target_url: 'https://s.cn/', $page_x: 1 },
      '$click',
      { element: '#buy', text: '买', target_url: 'https://s.cn/', $page_x: 1 },
    ],
    ['$MPClick', { $element_id: 'buy' }, '$click', { element: 'buy', $element_id: 'buy' }],
    ['$AppClick', { $element_type: 'button' }, '$click', { element: 'button', $element_type: 'button' }],
    ['$WebStay', { $viewport_position: 1 }, '$WebStay', { $viewport_position: 1 }],
    ['constructor', {}, 'constructor', {}],
  ])('%s', (event, properties, name, props) => {
    expect(madeOf({ event, properties })).toEqual({
      device: 'd-1',
      event: name,
      ...(Object.keys(props).length > 0 && { props }),
    })
  })
})

describe('whose it is', () => {
  test.each<[string, Json, Json]>([
    [
      'a browser before login',
      { anonymous_id: undefined, identities: { $identity_cookie_id: 'c' }, distinct_id: 'c' },
      { device: 'c' },
    ],
    [
      'and after it',
      {
        identities: { $identity_cookie_id: 'c', $identity_login_id: 'u' },
        anonymous_id: 'c',
        login_id: 'u',
        distinct_id: 'u',
      },
      { device: 'c', user: 'u' },
    ],
    [
      'a mini-program',
      { anonymous_id: undefined, identities: { $identity_mp_id: 'm', $identity_login_id: 'u' }, distinct_id: 'u' },
      { device: 'm', user: 'u' },
    ],
    [
      'a server that names its user',
      { anonymous_id: undefined, distinct_id: 'u', properties: { $is_login_id: true } },
      { user: 'u' },
    ],
    [
      'a server that does not',
      { anonymous_id: undefined, distinct_id: 'x', properties: { $is_login_id: false } },
      { device: 'x' },
    ],
    ['nobody', { anonymous_id: undefined, distinct_id: undefined }, {}],
  ])('%s', (_, message, who) => {
    const { device, user } = eventOf({ event: 'e', ...message })
    expect({ ...(device !== undefined && { device }), ...(user !== undefined && { user }) }).toEqual(who)
  })
})

describe('ids and times', () => {
  const idOf = (message: Json, at = received) => (map(message, at).event as Json).id as string
  const track = { ...base, event: 'e' }
  test('a resend gives the same, in whatever batch and whenever it comes', () => {
    const { _track_id: _, ...profile } = { ...base, type: 'profile_set', properties: { a: 1 } }
    for (const message of [track, profile]) {
      expect(idOf({ ...message, _flush_time: 1 })).toBe(idOf({ ...message, _flush_time: 2 }, received + 1e6))
    }
  })
  test.each<[string, Json]>([
    ['the number', { _track_id: 1 }],
    ['the person', { distinct_id: 'd-2' }],
    ['the time', { time: time + 1 }],
    ['the name', { event: 'f' }],
    ['the type', { type: 'profile_set' }],
  ])('%s tells events apart', (_, over) => {
    expect(idOf({ ...track, ...over })).not.toBe(idOf(track))
  })
  test('without a number all of a message tells it apart', () => {
    const { _track_id: _, ...profile } = { ...base, type: 'profile_append' }
    expect(idOf({ ...profile, properties: { l: ['a'] } })).not.toBe(idOf({ ...profile, properties: { l: ['b'] } }))
  })
  test('without a time the id is a UUID that does not depend on the arrival', () => {
    const { time: _, ...message } = track
    expect(idOf(message)).toBe(idOf(message, received + 1e6))
    expect(idOf(message)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect((map(message).event as Json).time).toBe(received)
  })
  test('the time of a flush is that of the batch', () => {
    expect(flushTime([{ _flush_time: 5 }, { _flush_time: 7 }, null, {}])).toBe(7)
    expect(flushTime([{ time: 1 }, 'x'])).toBeUndefined()
  })
})

describe('the presets', () => {
  test('of a browser become the context, and are no properties', () => {
    const properties = {
      $url: 'https://s.cn/p?id=1',
      $url_path: '/p',
      $title: '鞋',
      $referrer: 'https://www.baidu.com/s',
      $referrer_host: 'www.baidu.com',
      $screen_width: 390,
      $screen_height: 844,
      $viewport_width: 390,
      $viewport_height: 700,
      $browser_language: 'zh-CN',
      $timezone_offset: -480,
      $lib: 'js',
      $lib_version: '1.27.11',
      $is_first_day: true,
      price: 1,
    }
    const made = map({ ...base, event: 'e', properties, lib: { $lib: 'js', $lib_version: '1.27.11' } })
    expect(made.context).toEqual({
      url: 'https://s.cn/p?id=1',
      title: '鞋',
      referrer: 'https://www.baidu.com/s',
      screen: [390, 844],
      viewport: [390, 700],
      language: 'zh-CN',
      tz: 'UTC+08:00',
    })
    expect(made.sdk).toBe('js/1.27.11')
    expect((made.event as Json).props).toEqual({ $is_first_day: true, price: 1 })
  })
  test('of a mini-program as well', () => {
    const properties = {
      $url_path: 'pages/item/item',
      $url_query: 'id=1&utm_source=x',
      $url: 'pages/item/item?id=1&utm_source=x',
      $scene: 'wx-1011',
      $network_type: 'WIFI',
      $model: 'NOH-AN00',
      $os: 'Android',
      $os_version: '12',
      $app_version: '3.2.0',
      $lib: 'MiniProgram',
    }
    expect(map({ ...base, event: 'e', properties }).context).toEqual({
      path: 'pages/item/item',
      query: 'id=1&utm_source=x',
      scene: '1011',
      network: 'wifi',
      model: 'NOH-AN00',
      os: 'Android 12',
      host: 'wx',
      app: { version: '3.2.0' },
    })
  })
  test.each<[Json, Json]>([
    [{ $url: 'pages/a?x=1' }, { path: 'pages/a', query: 'x=1' }],
    [{ $screen_name: 'CartActivity' }, { path: 'CartActivity' }],
    [{ $timezone_offset: 210 }, { tz: 'UTC-03:30' }],
    [{ $timezone_offset: 0 }, { tz: 'UTC+00:00' }],
    [{ $timezone_offset: 1e9, $title: [], $screen_width: '390', $lib: {}, $scene: null }, {}],
  ])('%j is %j', (properties, context) => {
    expect(map({ ...base, event: 'e', properties }).context).toEqual(context)
  })
})

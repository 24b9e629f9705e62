/** Types of the plan language that built-in properties use; the whole table is in docs/tracking-plan. */
export type BuiltInType = 'string' | 'id' | 'int' | 'number' | 'list' | 'map'
export type BuiltInProperty = { type: BuiltInType; unit?: string; say: { zh: string; en: string } }

const p = (type: BuiltInType, zh: string, en: string, unit?: string): BuiltInProperty => ({
  type,
  say: { zh, en },
  ...(unit ? { unit } : {}),
})
const profile = { properties: p('map', '用户属性', 'profile properties') }

/** The events that Maidian itself defines. Every other name that begins with `$` is flagged. */
export const BUILT_IN_EVENTS = {
  $page_view: {},
  $page_leave: {
    duration_ms: p('int', '可见时长', 'visible time', 'ms'),
    scroll_pct: p('number', '最大滚动深度', 'deepest scroll', '%'),
  },
  $click: {
    element: p('string', '元素', 'element'),
    text: p('string', '文字', 'its text'),
    target_url: p('string', '链接目标', 'where a link leads'),
  },
  $exposure: {
    element: p('string', '元素', 'element'),
    duration_ms: p('int', '曝光时长', 'time in view', 'ms'),
    ratio: p('number', '可见比例', 'share in view', '1'),
  },
  $form_submit: { element: p('string', '表单', 'form') },
  $error: {
    message: p('string', '错误信息', 'message'),
    stack_hash: p('string', '堆栈指纹', 'fingerprint of the stack'),
  },
  $web_vital: { name: p('string', '指标', 'metric'), value: p('number', '数值', 'value') },
  $session_start: {},
  $first_visit: {},
  $app_launch: { scene: p('string', '场景值', 'scene') },
  $app_show: {},
  $app_hide: { duration_ms: p('int', '前台时长', 'time in foreground', 'ms') },
  $share: {
    depth: p('int', '分享层级', 'depth of the share chain'),
    from_user: p('id', '分享来源用户', 'who shared before'),
    channel: p('string', '分享渠道', 'channel'),
  },
  $add_favorite: {},
  $pull_down: {},
  $tab_click: {},
  $experiment: { key: p('string', '实验', 'experiment'), variant: p('string', '分组', 'variant') },
  $identify: { ids: p('map', '关联标识', 'further ids, such as openid and unionid') },
  $profile_set: profile,
  $profile_set_once: profile,
  $profile_add: profile,
  $profile_append: profile,
  $profile_unset: profile,
  $item_set: {
    kind: p('string', '维度表', 'kind of item'),
    item_id: p('id', '编号', 'its id'),
    attributes: p('map', '属性', 'its attributes'),
  },
} as const satisfies Record<string, Record<string, BuiltInProperty>>

export type BuiltInEvent = keyof typeof BUILT_IN_EVENTS

/** True for a name that only Maidian may define. */
export const isReservedName = (name: string): boolean => name.startsWith('$')

/** True for one of the built-in events. */
export const isBuiltIn = (name: string): name is BuiltInEvent => Object.hasOwn(BUILT_IN_EVENTS, name)

/** What Maidian sends by itself: neither breaks a strict funnel nor is a node of an event path. */
export const AUTOMATIC_NOISE: readonly string[] = [
  '$page_leave',
  '$exposure',
  '$web_vital',
  '$session_start',
  '$first_visit',
  '$app_show',
  '$app_hide',
  '$identify',
  '$profile_set',
  '$profile_set_once',
  '$profile_add',
  '$profile_append',
  '$profile_unset',
  '$item_set',
  '$experiment',
]

import { rulesOf } from '../rule.ts'

/** What decides how often an event counts, and for whom. No check notices any of it. */
export const COUNTING_RULES = rulesOf('events', {
  'event.trigger_changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'an event fires at another moment', zh: '事件的触发时机变了' },
    instead: {
      en: 'Make a new event, or tell everybody who compares numbers across this day',
      zh: '请新建事件；否则要通知所有会跨这一天对比数字的人',
    },
  },
  'event.sampling_changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'clients send another share of an event', zh: '事件的采样率变了' },
    instead: {
      en: 'Counts before and after differ by the ratio: divide by `sample`, or start a new event',
      zh: '前后计数会相差这一比例：请按 `sample` 折算，或新建事件',
    },
  },
  'event.dedup_key_changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'other properties decide whether two events are one', zh: '判定重复的属性（once_per）变了' },
    instead: {
      en: 'The same behaviour now counts differently: compare counts only from this release on',
      zh: '同样的行为计数会不同：请只在这次发布之后对比计数',
    },
  },
  'user.identity_changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: {
      en: 'user ids are kept in another form: everybody becomes a new user',
      zh: '用户标识的保存方式变了：所有人都会变成新用户',
    },
    instead: {
      en: 'Retention, funnels and segments do not reach across this day: choose the form once, at the start',
      zh: '留存、漏斗和人群都跨不过这一天：保存方式应在一开始就定好',
    },
  },
})

import { rulesOf } from '../rule.ts'

const newName = {
  en: 'Make a new property that names the new measure, and stop the old one later',
  zh: '请新建一个能体现新口径的属性，旧属性以后再停',
}

/** The same JSON means something else. No validator notices. */
export const VALUE_RULES = rulesOf('values', {
  'property.unit_changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'a property has another unit or currency', zh: '属性的单位或币种改变' },
    instead: newName,
  },
  'property.scale_changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'a decimal keeps another number of digits', zh: '小数位数（scale）改变' },
    instead: newName,
  },
  'property.default_changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'absence means something else', zh: '缺省值（default）改变' },
    instead: {
      en: 'The past cannot be read by the new default: send the value explicitly',
      zh: '历史数据不能按新的缺省值理解：请改为显式上报',
    },
  },
  'property.tz_changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'a date is a day of another time zone', zh: '日期所属的时区改变' },
    instead: newName,
  },
})

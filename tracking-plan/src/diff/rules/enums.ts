import { rulesOf } from '../rule.ts'

/** The values of an enum, and whether others are taken. */
export const ENUM_RULES = rulesOf('enums', {
  'enum.value_added': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'an enum has a further value', zh: '枚举新增取值' },
    instead: { en: 'Reports that list the values need the new one', zh: '逐一列出取值的报表需要补上新值' },
  },
  'enum.value_removed': {
    clients: 'breaks',
    queries: 'warns',
    say: { en: 'an enum lost a value', zh: '枚举删除取值' },
    instead: {
      en: 'Keep the value while old clients send it, or make the property `open: true`',
      zh: '旧客户端还会上报时请保留该值，或把属性设为 `open: true`',
    },
  },
  'enum.value_renamed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'a value of an enum has a new name', zh: '枚举取值改名' },
    instead: {
      en: 'Keep the value as it is sent and change only its text; reports would have to ask for both',
      zh: '上报的值保持不变，只改说明文字；否则报表要同时查两个值',
    },
  },
  'enum.closed': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'an open enum takes only its values now', zh: '开放枚举改为封闭' },
    instead: { en: 'List every value that is still sent first', zh: '请先列全仍在上报的取值' },
  },
  'enum.opened': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'a closed enum takes other values, too', zh: '封闭枚举改为开放' },
    instead: { en: 'Reports that list the values will miss the others', zh: '逐一列出取值的报表会漏掉其他值' },
  },
})

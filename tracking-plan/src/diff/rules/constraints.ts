import { rulesOf } from '../rule.ts'

const afterAll = {
  en: 'Look at what is sent today; tighten it once no live build breaks it',
  zh: '先看现在实际上报的值，等在用版本都符合后再收紧',
}
const beyond = { en: 'Queries will meet values beyond the former limits', zh: '查询会遇到超出原限制的值' }

/** Limits of values, keys that come along, rules between properties, variants. */
export const CONSTRAINT_RULES = rulesOf('constraints', {
  'range.narrowed': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'fewer numbers are allowed', zh: '数值范围收窄' },
    instead: afterAll,
  },
  'range.widened': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'more numbers are allowed', zh: '数值范围放宽' },
    instead: beyond,
  },
  'length.narrowed': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'fewer lengths of a text are allowed', zh: '文本长度收窄' },
    instead: afterAll,
  },
  'length.widened': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'more lengths of a text are allowed', zh: '文本长度放宽' },
    instead: beyond,
  },
  'size.narrowed': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'fewer sizes of a list are allowed', zh: '列表元素个数收窄' },
    instead: afterAll,
  },
  'size.widened': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'more sizes of a list are allowed', zh: '列表元素个数放宽' },
    instead: beyond,
  },
  'pattern.added': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'a text must match a pattern', zh: '文本新增格式（pattern）' },
    instead: afterAll,
  },
  'pattern.changed': {
    clients: 'breaks',
    queries: 'warns',
    say: { en: 'a text must match another pattern', zh: '文本格式（pattern）改变' },
    instead: {
      en: 'Let the pattern match the former texts as well, or make a new property',
      zh: '让新格式兼容旧值，或新建属性',
    },
  },
  'pattern.dropped': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'a text need not match a pattern any more', zh: '取消文本格式（pattern）' },
    instead: { en: 'Queries will meet texts of another form', zh: '查询会遇到其他格式的文本' },
  },
  'extra.forbidden': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'properties that are not planned are a violation now', zh: '不再允许方案外的属性' },
    instead: { en: 'Plan what old clients send besides first', zh: '请先把旧客户端多传的属性写进方案' },
  },
  'extra.allowed': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'properties that are not planned may come along', zh: '允许方案外的属性' },
  },
  'rule.added': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'a rule between properties was added', zh: '新增属性间规则' },
    instead: {
      en: 'Ask the store how many past events break it; a rule only flags',
      zh: '先查一下历史事件有多少不符合；规则只做标记',
    },
  },
  'rule.relaxed': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'a rule between properties was dropped', zh: '取消属性间规则' },
  },
  'variant.added': { clients: 'safe', queries: 'safe', say: { en: 'a variant was added', zh: '新增变体' } },
  'variant.removed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'a variant was removed', zh: '变体被删除' },
    instead: {
      en: 'Keep the variant while old clients send its properties',
      zh: '旧客户端还在上报其属性时请保留该变体',
    },
  },
  'variant.discriminator_changed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'another property decides about the variants', zh: '变体的判别属性改变' },
    instead: { en: 'Make a new event for the new variants', zh: '请为新的变体新建事件' },
  },
})

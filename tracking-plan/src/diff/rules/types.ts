import { rulesOf } from '../rule.ts'

const newName = {
  en: 'A property never changes its type: make a new one, and fill both for a while',
  zh: '属性的类型永不改变：请新建属性，并在一段时间内同时上报两个',
}

/** A property has another type. Each comes with `column.type_changed`, since its column would have to change. */
export const TYPE_RULES = rulesOf('types', {
  'type.widened': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'int became number', zh: 'int 改为 number' },
    instead: newName,
  },
  'type.narrowed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'number became int', zh: 'number 改为 int' },
    instead: newName,
  },
  'type.changed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'a property has another type', zh: '属性类型改变' },
    instead: newName,
  },
  'type.list_changed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'one value became a list, or a list one value', zh: '单值与列表互换' },
    instead: newName,
  },
  'type.to_enum': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'a text became an enum', zh: '文本改为枚举' },
    instead: newName,
  },
  'type.from_enum': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'an enum became a text', zh: '枚举改为文本' },
    instead: newName,
  },
  'column.type_changed': {
    clients: 'safe',
    queries: 'breaks',
    waivable: false,
    evenDrafts: true,
    say: { en: 'the column of a property would change its type', zh: '属性对应的列类型会改变' },
    instead: {
      en: 'Columns are only added, never altered: give the new form a new name, such as `price_fen`',
      zh: '列只增不改：请给新的形式另取名称，例如 `price_fen`',
    },
  },
})

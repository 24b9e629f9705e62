import { rulesOf } from '../rule.ts'

/** Properties come, go, move, and are needed or not. */
export const PROPERTY_RULES = rulesOf('properties', {
  'property.added': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'an optional property was added', zh: '新增可选属性' },
  },
  'property.required_added': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'a required property was added', zh: '新增必填属性' },
    instead: {
      en: 'Add it as optional, and make it required once old builds are gone',
      zh: '先作为可选属性加入，等旧版本退场后再改为必填',
    },
  },
  'property.removed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'a property was removed', zh: '属性被删除' },
    instead: {
      en: 'Make it optional and leave it in the plan while old clients send it and reports read it',
      zh: '旧客户端还在上报、报表还在使用时，请改为可选并留在方案里',
    },
  },
  'property.renamed': {
    clients: 'breaks',
    queries: 'warns',
    say: { en: 'a property has a new name, with `renamed_from`', zh: '属性改名，写了 renamed_from' },
    instead: {
      en: 'The new column reads the old one, but queries by the old name must be edited; waive it until old builds are gone',
      zh: '新列会读取旧列，但按旧名写的查询要改；可加豁免，直到旧版本退场',
    },
  },
  'property.maybe_renamed': {
    clients: 'breaks',
    queries: 'breaks',
    say: {
      en: 'a property is gone and a similar one is new: probably renamed',
      zh: '一个属性消失、又出现一个相似的：疑似改名',
    },
    instead: {
      en: 'If it is the same property, write `renamed_from` with the old name, so that its column reads the past',
      zh: '如果是同一个属性，请写 `renamed_from` 并填旧名，新列才能读到历史数据',
    },
  },
  'property.case_changed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'only case or underscores of a property name changed', zh: '属性名只改了大小写或下划线' },
    instead: {
      en: 'Names are compared letter by letter: keep the old spelling, or write `renamed_from`',
      zh: '名称逐字符比较：请保留原写法，或写 `renamed_from`',
    },
  },
  'property.name_reused': {
    clients: 'breaks',
    queries: 'breaks',
    waivable: false,
    evenDrafts: true,
    say: { en: 'the name of a removed property is used again', zh: '已删除属性的名称被再次使用' },
    instead: {
      en: 'A removed name is reserved for ever, and its column holds the old values: choose another',
      zh: '删除的名称永久保留，对应的列里还有旧数据：请另取一个名称',
    },
  },
  'property.now_required': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'an optional property became required', zh: '可选属性改为必填' },
    instead: {
      en: 'Wait until coverage shows that every live build sends it',
      zh: '等覆盖率显示所有在用版本都会上报它，再改为必填',
    },
  },
  'property.now_optional': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'a required property became optional', zh: '必填属性改为可选' },
    instead: { en: 'Queries will meet events without it', zh: '查询会遇到没有这个属性的事件' },
  },
  'property.now_not_null': {
    clients: 'breaks',
    queries: 'safe',
    say: { en: 'null may no longer be sent', zh: '不再允许上报 null' },
    instead: {
      en: 'Let new builds leave it out first; null counts as absent anyway',
      zh: '先让新版本不传该属性；null 本来就等同于没有',
    },
  },
  'property.now_nullable': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'null may be sent', zh: '允许上报 null' },
    instead: {
      en: 'null counts as absent: queries will meet events without it',
      zh: 'null 等同于没有：查询会遇到没有这个属性的事件',
    },
  },
  'property.moved': {
    clients: 'breaks',
    queries: 'breaks',
    say: {
      en: 'a property moved between an event, the elements of a list, a variant and every event',
      zh: '属性在事件、列表元素、变体和公共属性之间移动',
    },
    instead: {
      en: 'Leave it where it is, optional, and add it at the new place as well until old builds are gone',
      zh: '请在原位置保留为可选，同时加到新位置，等旧版本退场后再删除',
    },
  },
  'property.two_types': {
    clients: 'safe',
    queries: 'breaks',
    waivable: false,
    evenDrafts: true,
    say: { en: 'one name has two types', zh: '同一个名称有两种类型' },
    instead: {
      en: 'One name, one type, for ever: give one of them another name',
      zh: '一个名称只能有一种类型：请给其中一个另取名称',
    },
  },
  'property.lookup_changed': {
    clients: 'safe',
    queries: 'breaks',
    say: { en: 'a property is the id of another kind of item', zh: '属性关联的维度表变了' },
    instead: {
      en: 'Its past values are ids of the former kind: make a new property',
      zh: '历史值仍是原来那种对象的编号：请新建属性',
    },
  },
})

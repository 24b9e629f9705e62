import { rulesOf } from '../rule.ts'

/** Events come, go, change their names and their standing. */
export const EVENT_RULES = rulesOf('events', {
  'event.added': { clients: 'safe', queries: 'safe', say: { en: 'an event was added', zh: '新增事件' } },
  'event.removed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'an event is no longer in the plan', zh: '事件从方案中删除' },
    instead: {
      en: 'Keep it as `status: deprecated` until nobody sends it, then as `status: removed`',
      zh: '请先保留为 `status: deprecated`，等没有客户端再上报后改为 `status: removed`',
    },
  },
  'event.status_removed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'an event was set to `removed`', zh: '事件状态改为 removed（下线）' },
    instead: {
      en: 'Leave it `deprecated` until coverage shows that nobody sends it and its reports have moved on',
      zh: '先保持 `deprecated`，等覆盖率报告显示无人上报、相关报表都已迁走，再下线',
    },
  },
  'event.forgotten': {
    clients: 'safe',
    queries: 'warns',
    say: {
      en: 'a removed event is no longer listed; its name stays reserved',
      zh: '已下线的事件不再列出，名称仍永久保留',
    },
    instead: {
      en: 'Leave it in the plan as `status: removed`, so that the catalog still explains old data',
      zh: '建议以 `status: removed` 留在方案里，目录才能继续解释历史数据',
    },
  },
  'event.renamed': {
    clients: 'breaks',
    queries: 'warns',
    say: { en: 'an event has a new name, with `renamed_from`', zh: '事件改名，写了 renamed_from' },
    instead: {
      en: 'Waive it until old builds are gone, or keep the old name and change only the title',
      zh: '可加豁免，直到旧版本客户端退场；或者保留旧名，只改标题',
    },
  },
  'event.maybe_renamed': {
    clients: 'breaks',
    queries: 'breaks',
    say: {
      en: 'an event is gone and a similar one is new: probably renamed',
      zh: '一个事件消失、又出现一个相似的：疑似改名',
    },
    instead: {
      en: 'If it is the same event, write `renamed_from` with the old name in the new one',
      zh: '如果是同一个事件，请在新事件中写 `renamed_from`，填旧名',
    },
  },
  'event.case_changed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'only case or underscores of an event name changed', zh: '事件名只改了大小写或下划线' },
    instead: {
      en: 'Names are compared letter by letter: keep the old spelling, or write `renamed_from`',
      zh: '名称逐字符比较：请保留原写法，或写 `renamed_from`',
    },
  },
  'event.name_reused': {
    clients: 'breaks',
    queries: 'breaks',
    waivable: false,
    evenDrafts: true,
    say: { en: 'the name of a removed event is used again', zh: '已下线事件的名称被再次使用' },
    instead: {
      en: 'A removed name is reserved for ever, or old and new data would mix: choose another',
      zh: '下线的名称永久保留，否则新旧数据会混在一起：请另取一个名称',
    },
  },
  'event.published': { clients: 'safe', queries: 'safe', say: { en: 'a draft became live', zh: '草稿事件正式上线' } },
  'event.unpublished': {
    clients: 'warns',
    queries: 'warns',
    say: { en: 'an event became a draft: all of it is flagged', zh: '事件退回草稿：其全部上报都会被标记' },
    instead: {
      en: 'A draft was never promised; `deprecated` says that it ends',
      zh: '草稿表示尚未承诺；若要停用请写 `deprecated`',
    },
  },
  'event.deprecated': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'an event became deprecated', zh: '事件标为弃用' },
  },
  'event.restored': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'a deprecated event is live again', zh: '已弃用的事件恢复为上线' },
  },
  'event.split': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'an event was split: several others replace it', zh: '事件被拆分：由多个事件替代' },
    instead: {
      en: 'Keep the old event as `deprecated` while old clients send it, and count old and new together with `any_of`',
      zh: '旧客户端还在上报时请保留旧事件为 `deprecated`，查询用 `any_of` 把新旧合在一起',
    },
  },
  'event.merged': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'an event was merged into another, which replaces it', zh: '事件被并入另一个事件' },
    instead: {
      en: 'Keep the old event as `deprecated` while old clients send it, and count old and new together with `any_of`',
      zh: '旧客户端还在上报时请保留旧事件为 `deprecated`，查询用 `any_of` 把新旧合在一起',
    },
  },
  'alias.added': {
    clients: 'safe',
    queries: 'warns',
    say: { en: '`renamed_from` was added to something that was there before', zh: '给已有的名称补上了 renamed_from' },
    instead: {
      en: 'Values of both names now meet in one place: make sure that they mean the same',
      zh: '两个名称的数据会合在一处：请确认含义相同',
    },
  },
  'alias.removed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: '`renamed_from` was taken away', zh: '删除了 renamed_from' },
    instead: {
      en: 'Keep `renamed_from`: without it nothing reads what was sent under the old name',
      zh: '请保留 `renamed_from`：没有它，旧名下的数据就读不到了',
    },
  },
})

import { rulesOf } from '../rule.ts'

/** Who sends an event, and what becomes of one that breaks the plan. */
export const SOURCE_RULES = rulesOf('sources', {
  'source.added': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'a further kind of source sends an event', zh: '新增一端上报该事件' },
    instead: {
      en: 'Counts grow, twice if both report the same behaviour: see `once_per`',
      zh: '计数会变多；若两端上报同一行为会翻倍：请检查 `once_per`',
    },
  },
  'source.removed': {
    clients: 'breaks',
    queries: 'breaks',
    say: { en: 'a kind of source no longer sends an event', zh: '某一端不再上报该事件' },
    instead: {
      en: 'Ship builds without it first, and remove the source once coverage shows that none sends it',
      zh: '先发布不再上报的版本，等覆盖率显示该端已无上报，再删除来源',
    },
  },
  'source.min_version_raised': {
    clients: 'breaks',
    queries: 'warns',
    say: { en: 'only later app versions may send an event', zh: '事件要求的最低应用版本提高了' },
    instead: {
      en: 'Wait until builds below it are gone, or leave the lower bound',
      zh: '等低版本退场后再提高，或保留原来的下限',
    },
  },
  'source.min_version_lowered': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'earlier app versions may send an event, too', zh: '事件要求的最低应用版本降低了' },
    instead: { en: 'Counts grow by what earlier builds send', zh: '低版本的上报也会计入，计数会变多' },
  },
  'enforcement.tightened': {
    clients: 'breaks',
    queries: 'warns',
    say: { en: 'a violation costs more: flag < quarantine < block', zh: '违规处理变严：flag < quarantine < block' },
    instead: {
      en: 'Look at the violations of the last days first; what old clients still get wrong disappears from reports',
      zh: '先看最近几天的违规情况：旧客户端仍有的错误会从报表里消失',
    },
  },
  'enforcement.relaxed': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'a violation costs less', zh: '违规处理变宽' },
  },
})

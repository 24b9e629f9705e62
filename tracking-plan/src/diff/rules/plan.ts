import { rulesOf } from '../rule.ts'

/** What concerns the plan as a whole. */
export const PLAN_RULES = rulesOf('plan', {
  'plan.renamed': {
    clients: 'breaks',
    queries: 'breaks',
    waivable: false,
    say: { en: 'the plan has another name', zh: '方案改名' },
    instead: {
      en: 'Clients stamp events with it and releases are found by it: keep the name, change the title',
      zh: '客户端用它标记事件、发布文件靠它查找：请保留名称，只改标题',
    },
  },
  'supersedes.added': {
    clients: 'warns',
    queries: 'warns',
    say: { en: 'clients of one release are judged by another', zh: '某个版本的客户端改由另一版本校验' },
    instead: { en: 'Look at their violations after the release', zh: '发布后请查看这些客户端的违规情况' },
  },
  'supersedes.removed': {
    clients: 'warns',
    queries: 'warns',
    say: { en: 'clients of a release are judged by it again', zh: '某个版本的客户端恢复由自身版本校验' },
    instead: {
      en: 'Keep it while clients of the faulty release are about',
      zh: '有问题的版本仍有客户端在用时，请保留',
    },
  },
  'question.added': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'a saved question was added', zh: '新增问题（指标或漏斗）' },
  },
  'question.changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'a saved question asks something else', zh: '问题（指标或漏斗）的定义改变' },
    instead: { en: 'Give the new definition a new name', zh: '请给新的定义另取名称' },
  },
  'question.removed': {
    clients: 'safe',
    queries: 'breaks',
    say: { en: 'a saved question was removed, and its view with it', zh: '问题（指标或漏斗）及其视图被删除' },
    instead: { en: 'Keep it until no dashboard reads its view', zh: '等没有看板再读取该视图后再删除' },
  },
})

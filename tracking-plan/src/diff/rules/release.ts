import { rulesOf } from '../rule.ts'

/** Waivers that do nothing, or no longer. */
export const WAIVER_RULES = rulesOf('waivers', {
  'waiver.expired': {
    clients: 'warns',
    queries: 'warns',
    say: { en: 'a waiver has run out', zh: '豁免已过期' },
    instead: {
      en: 'Finish the change, or argue again and move `until`',
      zh: '请完成该变更，或重新说明理由并顺延 `until`',
    },
  },
  'waiver.unused': {
    clients: 'warns',
    queries: 'warns',
    say: { en: 'a waiver waives nothing', zh: '豁免没有对应的问题' },
    instead: {
      en: 'Remove it, or copy `rule` and `of` from a finding; `maidian plan rules` lists the rules',
      zh: '请删除，或从发现的问题中照抄 `rule` 和 `of`；规则列表见 `maidian plan rules`',
    },
  },
  'waiver.not_allowed': {
    clients: 'warns',
    queries: 'warns',
    say: { en: 'a waiver names something that cannot be waived', zh: '该规则不能豁免' },
    instead: { en: 'Follow the advice of the finding', zh: '请按该问题的建议处理' },
  },
})

const REFUSED = { clients: 'breaks', queries: 'breaks', waivable: false } as const

/** What keeps a release from being made. */
export const RELEASE_RULES = rulesOf('release', {
  'release.edited': {
    ...REFUSED,
    say: { en: 'a released file was edited: content and hash disagree', zh: '已发布的文件被改动：内容与哈希不符' },
    instead: {
      en: 'Restore the file from version control and make a new release for the change',
      zh: '请从版本库恢复该文件，改动另行发布',
    },
  },
  'release.bump_too_low': {
    ...REFUSED,
    say: { en: 'an event declares a lower version than its changes need', zh: '事件声明的版本低于应有的版本' },
    instead: { en: 'Leave `version` out: a release computes it', zh: '请不要写 `version`：发布时会自动计算' },
  },
  'release.version_not_newer': {
    ...REFUSED,
    say: { en: 'the version is not above the latest release', zh: '版本号不高于最近一次发布' },
    instead: { en: 'Leave the version out, or check the clock', zh: '请不要指定版本号，或检查系统时钟' },
  },
  'release.nothing_changed': {
    ...REFUSED,
    say: { en: 'the plan says what the latest release says', zh: '方案与最近一次发布完全相同' },
    instead: { en: 'There is nothing to release', zh: '没有需要发布的内容' },
  },
})

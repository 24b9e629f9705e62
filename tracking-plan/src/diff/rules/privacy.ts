import { rulesOf } from '../rule.ts'

/** What is kept of private data. */
export const PRIVACY_RULES = rulesOf('privacy', {
  'pii.raised': {
    clients: 'safe',
    queries: 'breaks',
    say: { en: 'less is kept of a private value', zh: '隐私保护加强' },
    instead: {
      en: 'Queries that read or join the clear value stop working; the past stays as it was until it is erased',
      zh: '读取或关联明文的查询会失效；历史数据在清除之前保持原样',
    },
  },
  'pii.lowered': {
    clients: 'safe',
    queries: 'breaks',
    say: { en: 'more is kept of a private value', zh: '隐私保护减弱' },
    instead: {
      en: 'Have it reviewed for privacy, and name the review as the reason of the waiver',
      zh: '请做隐私评审，并在豁免理由中写明评审结果',
    },
  },
  'pii.kind_changed': {
    clients: 'safe',
    queries: 'warns',
    say: { en: 'a private value is of another kind', zh: '隐私数据的类别改变' },
    instead: { en: 'Check what is erased and exported by kind', zh: '请检查按类别清除或导出的流程' },
  },
})

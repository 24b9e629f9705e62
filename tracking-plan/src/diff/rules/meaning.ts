import { rulesOf } from '../rule.ts'

/** Texts of meaning were reworded: `say`, `title`, `fires.when`, `fires.not`. */
export const MEANING_RULES = rulesOf('meaning', {
  'meaning.unanswered': {
    clients: 'safe',
    queries: 'breaks',
    waivable: false,
    say: {
      en: 'a text of meaning was reworded, and nobody says whether it means the same',
      zh: '含义类文字改了，但没有说明含义是否改变',
    },
    instead: {
      en: 'Answer in a file of `changes/`: `meaning: same` or `meaning: changed`',
      zh: '请在 `changes/` 的文件里回答：`meaning: same` 或 `meaning: changed`',
    },
  },
  'meaning.changed': {
    clients: 'safe',
    queries: 'breaks',
    silent: true,
    say: { en: 'something means something else', zh: '含义改变' },
    instead: {
      en: 'Make a new name for the new meaning, or tell everybody who compares numbers across this day',
      zh: '请为新含义另取名称；否则要通知所有会跨这一天对比数字的人',
    },
  },
})

/** What no machine reads. */
export const TEXT_RULES = rulesOf('text', {
  'meaning.same': {
    clients: 'safe',
    queries: 'safe',
    say: { en: 'reworded, with the same meaning', zh: '改了文字，含义不变' },
  },
  'text.changed': {
    clients: 'safe',
    queries: 'safe',
    say: {
      en: 'texts, owners, tags, examples, screenshots or their order',
      zh: '文字、负责人、标签、示例、截图或排列顺序',
    },
  },
})

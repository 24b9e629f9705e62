const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const REMEMBERED = 'maidian.language'

const isLanguage = (text: string | null): text is Language => LANGUAGES.some(language => language === text)

/** What was chosen before, else what the browser prefers; of all Chinese there is the simplified one. */
export const detectLanguage = (storage: Pick<Storage, 'getItem'>, preferred: readonly string[]): Language => {
  const chosen = storage.getItem(REMEMBERED)
  if (isLanguage(chosen)) return chosen
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'en'
}

export const rememberLanguage = (storage: Pick<Storage, 'setItem'>, language: Language): void =>
  storage.setItem(REMEMBERED, language)

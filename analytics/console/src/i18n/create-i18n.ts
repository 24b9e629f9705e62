import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import type { Language } from './language.ts'
import { zhCn } from './zh-cn.ts'

export const createI18n = (language: Language): i18n => {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCn } },
    // React escapes what it shows; charts escape by themselves.
    interpolation: { escapeValue: false },
    // The texts are at hand: the first page is not shown without them.
    initAsync: false,
  })
  return instance
}

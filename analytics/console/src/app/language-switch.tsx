import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { rememberLanguage } from '../i18n/language.ts'
import { Icon } from './icon.tsx'

/** There are two languages: the button is named, in its own words, after the one that it leads to. */
export const LanguageSwitch = () => {
  const { i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  const change = (): void => {
    rememberLanguage(localStorage, other)
    void i18n.changeLanguage(other)
  }
  return (
    <Button type="text" lang={other} icon={<Icon name="language" />} onClick={change}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  )
}

import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

export const UnknownPage = () => {
  const { t } = useTranslation()
  return (
    <div className="notice">
      <title>{t('app.notFound')}</title>
      <h1>{t('app.notFound')}</h1>
      <p className="hint">{t('app.notFoundHint')}</p>
      <Link to="/">{t('app.toStart')}</Link>
    </div>
  )
}

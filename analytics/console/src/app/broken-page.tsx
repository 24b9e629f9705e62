import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'

/** A page that threw, or a chunk that is no longer there because the server has been updated since. */
export const BrokenPage = () => {
  const { t } = useTranslation()
  const error = useRouteError()
  return (
    <div className="notice" role="alert">
      <h1>{t('app.broken')}</h1>
      <p className="hint">{error instanceof Error ? error.message : String(error)}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </div>
  )
}

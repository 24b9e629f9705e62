import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyNote } from './empty-note.tsx'

/** A Maidian that has not got any event: how to send the first. */
export const NoEventsNote = ({ title }: { title?: string }) => {
  const { t } = useTranslation()
  return (
    <EmptyNote title={title ?? t('empty.title')} hint={t('empty.hint')}>
      <Button type="primary" href="/shop/" target="_blank" rel="noreferrer">
        {t('empty.shop')}
      </Button>
    </EmptyNote>
  )
}

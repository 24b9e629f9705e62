import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

type RunBarProps = { running: boolean; changed: boolean; error?: string | undefined }

/** Asks the question that is being edited, and says when the answer below is to another. */
export const RunBar = ({ running, changed, error }: RunBarProps) => {
  const { t } = useTranslation()
  return (
    <div className="run-bar">
      <Button type="primary" htmlType="submit" loading={running}>
        {running ? t('ask.running') : t('ask.run')}
      </Button>
      <span className={error === undefined ? 'hint' : 'field-error'} role="status">
        {error ?? (changed ? t('ask.changed') : '')}
      </span>
    </div>
  )
}

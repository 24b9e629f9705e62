import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Audience } from '../question/audience.ts'

type AudienceFieldProps = { audience: Audience; onChange: (change: Partial<Audience>) => void }

export const AudienceField = ({ audience, onChange }: AudienceFieldProps) => {
  const { t } = useTranslation()
  return (
    <fieldset className="field audience">
      <legend className="field-label">{t('audience.label')}</legend>
      <div className="audience-boxes">
        <Checkbox checked={audience.includeTest} onChange={event => onChange({ includeTest: event.target.checked })}>
          {t('audience.test')}
        </Checkbox>
        <Checkbox checked={audience.includeBots} onChange={event => onChange({ includeBots: event.target.checked })}>
          {t('audience.bots')}
        </Checkbox>
      </div>
    </fieldset>
  )
}

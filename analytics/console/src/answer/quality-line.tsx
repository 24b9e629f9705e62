import type { FunnelAnswer } from '@maidian/schemas'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../format/use-formats.ts'

const KINDS = ['quarantined', 'flagged', 'late', 'immature'] as const

/** How far an answer can be trusted. What is zero is not worth a word. */
export const QualityLine = ({ quality }: Pick<FunnelAnswer, 'quality'>) => {
  const { t } = useTranslation()
  const { count } = useFormats()
  const said = KINDS.filter(kind => quality[kind] > 0)
  return (
    <p className="quality">
      <span className="muted">{t('quality.label')}</span>
      {said.length === 0 && <span>{t('quality.good')}</span>}
      {said.map(kind => (
        <Tooltip key={kind} title={t(`quality.${kind}Hint`)} trigger={['hover', 'focus', 'click']}>
          <button type="button" className={`quality-item quality-${kind}`}>
            <span className="number strong">{count(quality[kind])}</span> {t(`quality.${kind}`)}
          </button>
        </Tooltip>
      ))}
    </p>
  )
}

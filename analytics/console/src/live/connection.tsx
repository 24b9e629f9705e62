import { useTranslation } from 'react-i18next'
import type { LiveState } from './follow-live.ts'

export const Connection = ({ state }: { state: LiveState }) => {
  const { t } = useTranslation()
  const seconds = state.kind === 'waiting' ? state.seconds : 0
  return (
    <span className={`connection connection-${state.kind}`} role="status">
      <span className="connection-dot" aria-hidden="true" />
      {t(`live.state.${state.kind}`, { seconds })}
    </span>
  )
}

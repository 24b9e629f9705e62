import { useTranslation } from 'react-i18next'

const KNOWN = ['accepted', 'flagged', 'quarantined', 'blocked'] as const

/** A verdict in the reader's words; one that this console does not know stays as it is. */
export const VerdictTag = ({ verdict }: { verdict: string }) => {
  const { t } = useTranslation()
  const known = KNOWN.find(each => each === verdict)
  return <span className={`verdict verdict-${known ?? 'other'}`}>{known ? t(`verdict.${known}`) : verdict}</span>
}

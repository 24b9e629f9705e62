import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'
import type { en } from '../i18n/en.ts'

const TITLES: Readonly<Record<string, keyof typeof en.error>> = {
  network: 'network',
  'question.invalid': 'question_invalid',
  'question.not_built': 'question_not_built',
  'question.too_slow': 'question_too_slow',
  'question.too_large': 'question_too_large',
  'store.unavailable': 'store_unavailable',
  'token.wrong': 'token_wrong',
}

type ErrorNoteProps = { error: Error; onAgain?: () => void }

/** What went wrong, in the reader's language, and what the server said in its own. */
export const ErrorNote = ({ error, onAgain }: ErrorNoteProps) => {
  const { t } = useTranslation()
  const title = TITLES[error instanceof ApiError ? error.code : ''] ?? 'other'
  return (
    <Alert
      role="alert"
      type={title === 'question_not_built' ? 'info' : 'error'}
      showIcon
      title={t(`error.${title}`)}
      description={error.message}
      action={
        onAgain && (
          <Button size="small" onClick={onAgain}>
            {t('ask.again')}
          </Button>
        )
      }
    />
  )
}

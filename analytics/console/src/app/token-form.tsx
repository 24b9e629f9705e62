import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccess } from '../api/api-context.tsx'

/** Comes up over any page whose question was refused for want of the admin token; what is being edited stays. */
export const TokenForm = () => {
  const { t } = useTranslation()
  const { refused, given, give } = useAccess()
  const queries = useQueryClient()
  const [token, setToken] = useState('')
  const id = useId()
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (token.trim() === '') return
    give(token.trim())
    setToken('')
    void queries.resetQueries()
  }
  return (
    <Modal open={refused} title={t('token.title')} footer={null} closable={false} keyboard={false} destroyOnHidden>
      <form className="stack" onSubmit={send}>
        <p className="hint">{t('token.hint')}</p>
        <label htmlFor={id}>{t('token.title')}</label>
        <Input.Password
          id={id}
          value={token}
          autoFocus
          autoComplete="current-password"
          status={given > 0 ? 'error' : ''}
          aria-invalid={given > 0}
          aria-describedby={`${id}-error`}
          onChange={event => setToken(event.target.value)}
        />
        <p className="field-error" id={`${id}-error`} role="alert">
          {given > 0 ? t('token.refused') : ''}
        </p>
        <Button type="primary" htmlType="submit">
          {t('token.send')}
        </Button>
      </form>
    </Modal>
  )
}

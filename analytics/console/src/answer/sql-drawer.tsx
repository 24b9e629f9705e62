import { Button, Drawer } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** The button that shows the SQL of an answer. */
export const SqlDrawer = ({ sql }: { sql: string }) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('sql.open')}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t('sql.title')} size={760} destroyOnHidden>
        <Statement sql={sql} />
      </Drawer>
    </>
  )
}

const Statement = ({ sql }: { sql: string }) => {
  const { t } = useTranslation()
  const text = useRef<HTMLPreElement>(null)
  const [done, setDone] = useState<'copied' | 'select'>()
  const copy = async (): Promise<void> => {
    // Over plain http from another machine there is no clipboard: then the text is marked, ready for the keys.
    const copied = await navigator.clipboard?.writeText(sql).then(
      () => true,
      () => false,
    )
    if (!copied && text.current) getSelection()?.selectAllChildren(text.current)
    setDone(copied ? 'copied' : 'select')
  }
  return (
    <>
      <div className="sql-head">
        <p className="hint">{t('sql.hint')}</p>
        <span className="hint" role="status">
          {done && t(`sql.${done}`)}
        </span>
        <Button type="primary" onClick={copy}>
          {t('sql.copy')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className="sql" ref={text} tabIndex={0}>
        {sql}
      </pre>
    </>
  )
}

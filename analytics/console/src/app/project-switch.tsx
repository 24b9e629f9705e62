import { Button, Input, Popover } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useProject } from '../api/use-project.ts'

/** Says which project is asked about, and lets it be named. A question of one project is none of another's. */
export const ProjectSwitch = () => {
  const { t } = useTranslation()
  const project = useProject()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={<ProjectForm onDone={() => setOpen(false)} />}
    >
      <Button type="text" aria-haspopup="dialog" aria-expanded={open}>
        <span className="muted">{t('project.label')}</span>
        <span className="strong">{project ?? t('project.only')}</span>
      </Button>
    </Popover>
  )
}

const ProjectForm = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const [name, setName] = useState(search.get('project') ?? '')
  const navigate = useNavigate()
  const id = useId()
  const use = (event: FormEvent): void => {
    event.preventDefault()
    const kept = new URLSearchParams(search)
    kept.delete('project')
    if (name.trim() !== '') kept.set('project', name.trim())
    navigate({ search: kept.toString() })
    onDone()
  }
  return (
    <form className="stack project-form" onSubmit={use}>
      <label htmlFor={id}>{t('project.name')}</label>
      <Input id={id} value={name} autoFocus autoComplete="off" onChange={event => setName(event.target.value)} />
      <p className="hint">{t('project.hint')}</p>
      <Button type="primary" htmlType="submit">
        {t('project.use')}
      </Button>
    </form>
  )
}

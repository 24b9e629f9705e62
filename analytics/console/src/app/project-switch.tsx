import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useProject } from '../api/use-project.ts'
import { useProjects } from '../api/use-projects.ts'

/** Says which project is asked about, and its time zone; where there are several, one can be chosen. */
export const ProjectSwitch = () => {
  const { t } = useTranslation()
  const { data } = useProjects()
  const asked = useProject()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const id = useId()
  const projects = data?.projects ?? []
  const named = asked ?? projects[0]?.name
  const timezone = projects.find(({ name }) => name === named)?.timezone
  const choose = (name: string): void => {
    const kept = new URLSearchParams(search)
    kept.set('project', name)
    navigate({ search: kept.toString() })
  }
  return (
    <div className="project">
      <label className="muted" htmlFor={id}>
        {t('project.label')}
      </label>
      {projects.length > 1 ? (
        <Select
          id={id}
          variant="borderless"
          value={named ?? null}
          options={projects.map(({ name }) => ({ value: name, label: name }))}
          popupMatchSelectWidth={false}
          onChange={choose}
        />
      ) : (
        <output id={id} className="strong">
          {named}
        </output>
      )}
      <span className="hint project-zone">{timezone}</span>
    </div>
  )
}

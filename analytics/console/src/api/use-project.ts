import { useSearchParams } from 'react-router'
import { useProjects } from './use-projects.ts'

/**
 * The project that is asked about: the one the address names, else the first there is. Undefined until that is known,
 * which a server of one project does not mind.
 */
export const useProject = (): string | undefined => {
  const [search] = useSearchParams()
  const { data } = useProjects()
  const first = data && data.projects.length > 1 ? data.projects[0]?.name : undefined
  return search.get('project') ?? first
}

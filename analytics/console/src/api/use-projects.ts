import type { MetaProjectsAnswer } from '@maidian/schemas'
import { useQuery } from '@tanstack/react-query'
import { useApi } from './api-context.tsx'

/** The projects of this server with their time zones. */
export const useProjects = () => {
  const api = useApi()
  return useQuery({
    queryKey: ['meta/projects'],
    queryFn: ({ signal }) => api.get<MetaProjectsAnswer>('meta/projects', {}, signal),
  })
}

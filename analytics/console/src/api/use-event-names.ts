import type { MetaEventsAnswer } from '@maidian/schemas'
import { useQuery } from '@tanstack/react-query'
import { useApi } from './api-context.tsx'
import { useProject } from './use-project.ts'

const MINUTE_MS = 60_000

/** The names of all events ever seen, the most frequent first: what was imported is mostly old. */
export const useEventNames = () => {
  const api = useApi()
  const project = useProject()
  return useQuery({
    queryKey: ['meta/events', project],
    queryFn: ({ signal }) => api.get<MetaEventsAnswer>('meta/events', { project, from: '1970-01-01' }, signal),
    staleTime: MINUTE_MS,
  })
}

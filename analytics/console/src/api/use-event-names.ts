import type { MetaEventsAnswer } from '@maidian/schemas'
import { useQuery } from '@tanstack/react-query'
import { useApi } from './api-context.tsx'
import { useProject } from './use-project.ts'

const MINUTE_MS = 60_000

/** The names of the events that were seen of late, the most frequent first. */
export const useEventNames = () => {
  const api = useApi()
  const project = useProject()
  return useQuery({
    queryKey: ['meta/events', project],
    queryFn: ({ signal }) => api.get<MetaEventsAnswer>('meta/events', { project }, signal),
    staleTime: MINUTE_MS,
  })
}

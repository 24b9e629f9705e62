import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'

/** Only what may be otherwise a moment later is worth asking again by itself. */
const isPassing = (error: Error): boolean => error instanceof ApiError && (error.status === 0 || error.status === 503)

/** An answer stays until somebody asks again: a number that changes while it is being read is of no use. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        retry: (failures, error) => isPassing(error) && failures < 2,
      },
    },
  })

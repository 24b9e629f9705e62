import { useEffect, useReducer, useState } from 'react'
import { useAccess, useApi } from '../api/api-context.tsx'
import { useProject } from '../api/use-project.ts'
import { followLive, type LiveState } from './follow-live.ts'
import { EMPTY_LIST, liveList } from './live-list.ts'
import { sleep } from './sleep.ts'

/** Live events of the project, for as long as the page is open. */
export const useLive = () => {
  const api = useApi()
  const project = useProject()
  const { given } = useAccess()
  const [list, dispatch] = useReducer(liveList, EMPTY_LIST)
  const [state, setState] = useState<LiveState>({ kind: 'connecting' })
  // Begins anew with another project, or once a token has been given.
  useEffect(() => {
    const leaving = new AbortController()
    dispatch({ type: 'clear' })
    void followLive({
      open: signal => api.stream('live', { project }, signal),
      onEvents: events => dispatch({ type: 'came', events }),
      onState: next => {
        if (!leaving.signal.aborted) setState(next)
      },
      sleep,
      random: Math.random,
      signal: leaving.signal,
    })
    return () => leaving.abort()
  }, [api, project, given])
  return { list, state, dispatch }
}

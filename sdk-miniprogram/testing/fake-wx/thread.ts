import type { Time } from './time.ts'

/**
 * The JavaScript thread of one process: what the host calls on it waits while it is suspended and is lost once it is
 * killed. Promises that are already on their way cannot be stopped; they are the one thing that runs on.
 */
export type Thread = {
  /** Runs `task` now, on waking, or never; what it throws is reported as the host does. */
  post(task: () => void): void
  /** Runs `task` at once and gives its value; undefined if it threw. */
  call<T>(task: () => T): T | undefined
  /** Calls back after `ms`; overdue on waking if the thread slept through it. */
  after(ms: number, callback: () => void): () => void
  suspend(): void
  resume(): void
  kill(): void
  alive(): boolean
}

export const createThread = (time: Time, report: (error: unknown) => void): Thread => {
  let state: 'awake' | 'asleep' | 'dead' = 'awake'
  let waiting: (() => void)[] = []
  const call = <T>(task: () => T): T | undefined => {
    try {
      return task()
    } catch (error) {
      report(error)
    }
  }
  const post = (task: () => void): void => {
    if (state === 'asleep') waiting.push(task)
    else if (state === 'awake') call(task)
  }
  return {
    post,
    call,
    after: (ms, callback) => {
      let cancelled = false
      const cancel = time.after(ms, () => post(() => cancelled || callback()))
      return () => {
        cancelled = true
        cancel()
      }
    },
    suspend: () => {
      if (state === 'awake') state = 'asleep'
    },
    resume: () => {
      if (state !== 'asleep') return
      state = 'awake'
      const due = waiting
      waiting = []
      for (const task of due) post(task)
    },
    kill: () => {
      state = 'dead'
      waiting = []
    },
    alive: () => state !== 'dead',
  }
}

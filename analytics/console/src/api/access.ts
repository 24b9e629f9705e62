import type { TokenStore } from './token-store.ts'

/** Whether the server lets us ask. `given` counts tokens, so that who waits for one can begin anew. */
export type Access = { refused: boolean; given: number }

export type AccessStore = {
  current: () => Access
  subscribe: (changed: () => void) => () => void
  refuse: () => void
  give: (token: string) => void
}

/** Lets any question, wherever it is asked, bring up the one form for the token. */
export const createAccess = (tokens: TokenStore): AccessStore => {
  let access: Access = { refused: false, given: 0 }
  const listeners = new Set<() => void>()
  const become = (next: Access): void => {
    access = next
    for (const changed of listeners) changed()
  }
  return {
    current: () => access,
    subscribe: changed => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    refuse: () => {
      if (!access.refused) become({ ...access, refused: true })
    },
    give: token => {
      tokens.write(token)
      become({ refused: false, given: access.given + 1 })
    },
  }
}

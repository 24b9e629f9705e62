import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { Access, AccessStore } from './access.ts'
import type { Api } from './create-api.ts'

type Provided = { api: Api; access: AccessStore }

const ApiContext = createContext<Provided | null>(null)

export const ApiProvider = ({ api, access, children }: Provided & { children: ReactNode }) => (
  <ApiContext value={{ api, access }}>{children}</ApiContext>
)

const useProvided = (): Provided => {
  const provided = useContext(ApiContext)
  if (!provided) throw new Error('outside of ApiProvider')
  return provided
}

export const useApi = (): Api => useProvided().api

export const useAccess = (): Access & Pick<AccessStore, 'give'> => {
  const { access } = useProvided()
  const current = useSyncExternalStore(access.subscribe, access.current)
  return { ...current, give: access.give }
}

import { useSearchParams } from 'react-router'

/** The project named in the address; a server that has only one does not need it. */
export const useProject = (): string | undefined => useSearchParams()[0].get('project') ?? undefined

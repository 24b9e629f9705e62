import { useState } from 'react'

type Drafting<Draft> = { draft: Draft; change: (change: Partial<Draft>) => void }

/**
 * What is being edited, begun anew whenever the address changes: by going back, by a link, or by asking. `source` is
 * the address as text.
 */
export const useDraft = <Draft extends object>(source: string, read: () => Draft): Drafting<Draft> => {
  const [state, setState] = useState(() => ({ source, draft: read() }))
  const current = state.source === source ? state : { source, draft: read() }
  if (current !== state) setState(current)
  return {
    draft: current.draft,
    change: change => setState(({ draft }) => ({ source, draft: { ...draft, ...change } })),
  }
}

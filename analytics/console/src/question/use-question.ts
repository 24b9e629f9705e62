import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useDraft } from './use-draft.ts'

type QuestionInAddress<Draft> = {
  /** The question as the address tells it, or null when it tells none that can be shown. */
  read: (search: URLSearchParams) => Draft | null
  write: (draft: Draft) => URLSearchParams
  empty: Draft
}

/** A question that lives in the address: what is asked is there, what is edited becomes it by `ask`. */
export const useQuestion = <Draft extends object>({ read, write, empty }: QuestionInAddress<Draft>) => {
  const [search, setSearch] = useSearchParams()
  const source = search.toString()
  const told = useMemo(() => read(new URLSearchParams(source)), [read, source])
  const { draft, change } = useDraft(source, () => told ?? empty)
  const written = write(draft).toString()
  return {
    told,
    draft,
    change,
    /** Whether what is edited differs from what is asked. */
    changed: told !== null && written !== write(told).toString(),
    /** False when the question is the one that is asked already. */
    ask: (): boolean => {
      if (told !== null && written === write(told).toString()) return false
      const next = new URLSearchParams(written)
      const project = search.get('project')
      if (project !== null) next.set('project', project)
      setSearch(next)
      return true
    },
  }
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { freezeRange } from '../question/range.ts'
import { useApi } from './api-context.tsx'

type Question = { from?: string | undefined; to?: string | undefined }

/** An answer with the very question that was sent, so that later questions about it mean the same. */
export type Answered<Asked, Answer> = { asked: Asked; answer: Answer }

/** Asks a question; null asks nothing. While a changed question is under way the answer before it stays. */
export const useAnswer = <Asked extends Question, Answer>(name: string, question: Asked | null) => {
  const api = useApi()
  return useQuery({
    queryKey: ['query', name, question],
    enabled: question !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Answered<Asked, Answer>> => {
      const asked = freezeRange(question as Asked, await api.serverNow())
      return { asked, answer: await api.post<Answer>(`query/${name}`, asked, signal) }
    },
  })
}

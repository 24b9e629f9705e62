/** Test traffic and bots are left out unless asked for. */
export type Audience = { includeTest: boolean; includeBots: boolean }

export const audienceToSearch = ({ includeTest, includeBots }: Audience): [string, string][] => [
  ...(includeTest ? [['test', '1'] as [string, string]] : []),
  ...(includeBots ? [['bots', '1'] as [string, string]] : []),
]

export const audienceFromSearch = (search: URLSearchParams): Audience => ({
  includeTest: search.get('test') === '1',
  includeBots: search.get('bots') === '1',
})

export const audienceOfQuestion = ({
  includeTest,
  includeBots,
}: Audience): { include_test?: true; include_bots?: true } => ({
  ...(includeTest && { include_test: true }),
  ...(includeBots && { include_bots: true }),
})

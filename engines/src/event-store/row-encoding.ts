import type { Table, Tables } from './port.ts'

/** ms since 1970 → `2026-11-24 01:02:03.004`, the form every DateTime64(3, 'UTC') column reads fastest. */
const dateTime64 = (ms: number): string => {
  const iso = new Date(ms).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`
}

const times: { [T in Table]: readonly (keyof Tables[T])[] } = {
  events: ['ts', 'received'],
  quarantine: ['ts', 'received'],
  identities: ['ts'],
  identity_ids: ['ts'],
  identity_undone: ['until'],
  profile_operations: ['ts'],
  item_operations: ['ts'],
  forgotten: ['at'],
  audit: [],
  client_loss: ['received'],
}

const NO_GENERATIONS: ReadonlyMap<number, number> = new Map()

/** A row as JSONEachRow takes it: times become text, the plan's columns stand beside the others, all else stays. */
export const encodeRow = <T extends Table>(
  table: T,
  row: Tables[T],
  generations = NO_GENERATIONS,
): Record<string, unknown> => {
  const { planned, ...own } = row as Tables[T] & { planned?: Record<string, unknown> }
  const encoded: Record<string, unknown> = { ...own, ...planned }
  for (const column of times[table]) encoded[column as string] = dateTime64(row[column] as number)
  const partition = 'log_partition' in row ? row.log_partition : undefined
  const generation = partition === undefined ? undefined : generations.get(partition)
  if (generation !== undefined) encoded.log_generation = generation
  return encoded
}

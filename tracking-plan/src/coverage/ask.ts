/** Asks the store, and gives its rows; 64-bit integers are decimal strings. */
export type Ask = <Row>(sql: string) => Promise<Row[]>

/** A text as a SQL literal. */
export const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Days ago as a condition on a column of times. */
export const since = (column: string, days: number): string =>
  `${column} >= now64(3) - toIntervalDay(${Math.trunc(days)})`

import type { StoreProject } from '@maidian/engines'
import { type Fragment, param, sql, viewArgument } from '../sql/fragment.ts'

/** Int64 ms of a view's arguments `from` and `to`: whole days in the project's time zone, both inclusive. */
export const dayRange = ({ name, timezone }: StoreProject): { database: string; from: Fragment; to: Fragment } => {
  const tz = param('String', timezone)
  const start = (day: Fragment): Fragment => sql`toUnixTimestamp64Milli(toDateTime64(${day}, 3, ${tz}))`
  return {
    database: name,
    from: start(sql`toDate(${viewArgument('from', 'String')})`),
    to: sql`${start(sql`toDate(${viewArgument('to', 'String')}) + 1`)} - 1`,
  }
}

import type { Config } from '@maidian/service'
import type { ClickHouseAccess } from './engines.ts'

/** Where it listens; `admin` is null while one port has everything. */
export type Addresses = { url: string; admin: string | null }

/** The one line of `--json`. */
export const readyLine = ({ url, admin }: Addresses, { url: clickhouse, user, password }: ClickHouseAccess): string =>
  JSON.stringify({
    ready: true,
    url,
    ...(admin !== null && { admin }),
    clickhouse: { url: clickhouse, user, password },
  })

/** Every address, as a person reads it. */
export const readyText = ({ url, admin }: Addresses, clickhouse: ClickHouseAccess, config: Config): string => {
  const [project] = config.projects
  const key = project?.sources.find(source => source.kind === 'web')?.key ?? project?.sources[0]?.key
  const access = clickhouse.user === null ? '' : `   user ${clickhouse.user}   password ${clickhouse.password}`
  const lines = [
    'Maidian is ready.',
    `  console      ${admin ?? url}/`,
    `  demo shop    ${url}/shop/`,
    `  events to    ${url}/v1/events?key=${key}`,
    `  questions    ${admin ?? url}/api/v1/query/funnel`,
    `  ClickHouse   ${clickhouse.url}${access}`,
  ]
  if (clickhouse.native !== null) lines.push(`               ${clickhouse.native} (native protocol)`)
  return `${lines.join('\n')}\n`
}

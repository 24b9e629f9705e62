import type { Config } from '@maidian/service'
import type { ClickHouseAccess } from './engines.ts'

/** The one line of `--json`. */
export const readyLine = (url: string, { url: clickhouse, user, password }: ClickHouseAccess): string =>
  JSON.stringify({ ready: true, url, clickhouse: { url: clickhouse, user, password } })

/** Every address, as a person reads it. */
export const readyText = (url: string, clickhouse: ClickHouseAccess, config: Config): string => {
  const [project] = config.projects
  const key = project?.sources.find(source => source.kind === 'web')?.key ?? project?.sources[0]?.key
  const access = clickhouse.user === null ? '' : `   user ${clickhouse.user}   password ${clickhouse.password}`
  const lines = [
    'Maidian is ready.',
    `  console      ${url}/`,
    `  demo shop    ${url}/shop/`,
    `  events to    ${url}/v1/events?key=${key}`,
    `  questions    ${url}/api/v1/query/funnel`,
    `  ClickHouse   ${clickhouse.url}${access}`,
  ]
  if (clickhouse.native !== null) lines.push(`               ${clickhouse.native} (native protocol)`)
  return `${lines.join('\n')}\n`
}

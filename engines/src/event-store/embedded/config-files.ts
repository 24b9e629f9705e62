import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Credentials = { app: string; analyst: string }

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The passwords of a data folder: made once, then the same at every start. Readable by their owner alone. */
export const credentialsOf = (dir: string): Credentials => {
  const file = join(dir, 'credentials.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Credentials
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = { app: randomBytes(24).toString('base64url'), analyst: randomBytes(24).toString('base64url') }
  mkdirSync(dir, { recursive: true })
  writeFileSync(file, `${JSON.stringify(made)}\n`, { mode: 0o600 })
  return made
}

const passwordOf = (dir: string, who: keyof Credentials): string | null => {
  try {
    return (JSON.parse(readFileSync(join(dir, 'credentials.json'), 'utf8')) as Credentials)[who]
  } catch {
    return null
  }
}

/** The analyst's password of a data folder that was started once; null where there is none. */
export const analystPassword = (dir: string): string | null => passwordOf(dir, 'analyst')

/** The password of `app`, the services' own user, who may write. */
export const servicePassword = (dir: string): string | null => passwordOf(dir, 'app')

/**
 * `default` must exist without a password, because the process logs in to itself as `default` from 127.0.0.1 and
 * cannot start otherwise. It is stripped to starting the listeners, so that nobody can do anything as `default`.
 */
const usersXml = ({ app, analyst }: Credentials, projects: string[]): string => `<clickhouse>
  <profiles>
    <default/>
    <analyst><readonly>2</readonly><max_memory_usage>4000000000</max_memory_usage></analyst>
  </profiles>
  <quotas><default/></quotas>
  <users>
    <default>
      <password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
      <grants><query>GRANT SYSTEM LISTEN ON *.*</query><query>GRANT SELECT ON system.numbers</query></grants>
    </default>
    <app>
      <password_sha256_hex>${sha256(app)}</password_sha256_hex><networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile><quota>default</quota><access_management>1</access_management>
    </app>
    <analyst>
      <password_sha256_hex>${sha256(analyst)}</password_sha256_hex><networks><ip>127.0.0.1</ip></networks>
      <profile>analyst</profile><quota>default</quota>
      <grants>
${projects.map(project => `        <query>GRANT SELECT, dictGet ON ${project}.*</query>`).join('\n')}
      </grants>
    </analyst>
  </users>
</clickhouse>
`

/**
 * A request must carry a header that a page of another origin cannot send without a preflight, and preflights are
 * refused: otherwise any web page could talk to the passwordless `default`, and with SYSTEM LISTEN stop the server.
 */
const configXml = (ports: { http: number; tcp: number }, usersFile: string, backups: string): string => `<clickhouse>
  <listen_host>127.0.0.1</listen_host>
  <http_port>${ports.http}</http_port>
  <tcp_port>${ports.tcp}</tcp_port>
  <users_config>${usersFile}</users_config>
  <http_handlers>
    <rule><url>/ping</url><methods>GET,HEAD</methods><handler><type>ping</type></handler></rule>
    <rule>
      <headers><X-ClickHouse-User>regex:.+</X-ClickHouse-User></headers>
      <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
    </rule>
    <rule>
      <headers><Authorization>regex:.+</Authorization></headers>
      <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
    </rule>
  </http_handlers>
  <backups><allowed_path>${backups}</allowed_path></backups>
  <query_log>
    <database>system</database><table>query_log</table>
    <flush_interval_milliseconds>1000</flush_interval_milliseconds>
  </query_log>
  <max_server_memory_usage>4000000000</max_server_memory_usage>
  <background_pool_size>8</background_pool_size>
  <background_distributed_schedule_pool_size>4</background_distributed_schedule_pool_size>
</clickhouse>
`

/** The only folder of a server's folder that backups are written to and read from; what lies elsewhere is linked into it. */
export const backupsOf = (dir: string): string => join(dir, 'backups')

/** Writes both files anew, since projects and ports may have changed, and returns the path of the main one. */
export const writeConfigFiles = (target: {
  dir: string
  ports: { http: number; tcp: number }
  projects: string[]
  credentials: Credentials
}): string => {
  const { dir, ports, projects, credentials } = target
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const users = join(dir, 'users.xml')
  const config = join(dir, 'config.xml')
  writeFileSync(users, usersXml(credentials, projects), { mode: 0o600 })
  writeFileSync(config, configXml(ports, users, backupsOf(dirname(dir))), { mode: 0o600 })
  return config
}
